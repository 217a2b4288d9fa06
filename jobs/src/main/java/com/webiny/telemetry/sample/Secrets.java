package com.webiny.telemetry.sample;

import static com.webiny.telemetry.sample.LineBuffer.ascii;

/**
 * Made-up personal data in the fields in which real clients and edge servers leak it. Each secret
 * that is text contains {@code CANARY-}; addresses are of the ranges reserved for documentation
 * (203.0.113.0/24, 2001:db8::/32). None of it may ever leave the raw logs.
 */
final class Secrets {
  private static final byte[] IPV4 = ascii(",\"client_ip\":\"203.0.113.");
  private static final byte[] IPV6 = ascii(",\"client_ip\":\"2001:db8::");
  private static final byte[] AGENT =
      ascii("\",\"user_agent\":\"Mozilla/5.0 (X11; Linux x86_64) node/20.18.1 CANARY-");
  private static final byte[] PAGE = ascii(",\"url\":\"https://CANARY-");
  private static final byte[] PAGE_REST =
      ascii(".example.com/admin/cms/content-entries?author=Jane%20CANARY-");
  private static final byte[] REFERRER = ascii("\",\"referrer\":\"https://intranet.CANARY-");
  private static final byte[] DOMAIN = ascii(".example.com/\",\"domain\":\"CANARY-");
  private static final byte[] DOMAIN_END = ascii(".example.com\"");
  private static final byte[] ORG = ascii(",\"wcpOrgId\":\"CANARY-org-");
  private static final byte[] PROJECT = ascii("\",\"wcpProjectId\":\"CANARY-project-");
  private static final byte[] PARAMS =
      ascii(
          "\",\"commandParams\":{\"_\":[\"deploy\"],\"env\":\"dev\",\"cwd\":\"/home/CANARY-jane/");
  private static final byte[] PARAMS_END = ascii("/shop\",\"debug\":false}");
  private static final byte[] MESSAGE =
      ascii(",\"errorMessage\":\"EACCES: permission denied, open '/home/CANARY-jane/");
  private static final byte[] STACK =
      ascii(
          "/shop/webiny.config.ts'\",\"errorStack\":\"Error: EACCES\\n"
              + "    at Object.openSync (node:fs:601:3)\\n    at /home/CANARY-jane/");
  private static final byte[] STACK_END =
      ascii("/shop/node_modules/@webiny/cli/bin.js:88:17\\n    at process.run (node:internal)\"");
  private static final byte[] SET = ascii(",\"$set\":{\"email\":\"CANARY-");
  private static final byte[] SET_NAME = ascii("@example.com\",\"name\":\"Jane CANARY-");
  private static final byte[] SET_END = ascii("\"}");
  private static final byte[] API_KEY = ascii(",\"api_key\":\"phc_CANARY-");
  private static final byte[] EMAIL = ascii("\",\"email\":\"CANARY-");
  private static final byte[] EMAIL_END = ascii("@example.com\"");
  private static final byte[] QUOTE = ascii("\"");

  private Secrets() {}

  /** What an edge server notes beside the event. */
  static void client(LineBuffer line, int number) {
    if (number % 4 == 0) {
      line.add(IPV6).addHex(number, 4);
    } else {
      line.add(IPV4).addDigits(100 + number % 150, 3);
    }
    number(line.add(AGENT), number).add(QUOTE);
  }

  /** What the event's properties carry: a page's address, or the command and, if it failed, why. */
  static void properties(LineBuffer line, int name, int number) {
    if (name == Names.ADMIN) {
      number(number(line.add(PAGE), number).add(PAGE_REST), number);
      number(number(line.add(REFERRER), number).add(DOMAIN), number).add(DOMAIN_END);
      return;
    }
    number(number(line.add(ORG), number).add(PROJECT), number);
    number(line.add(PARAMS), number).add(PARAMS_END);
    if (Names.isFailure(name)) {
      number(number(line.add(MESSAGE), number).add(STACK), number).add(STACK_END);
    }
  }

  /** The person, as PostHog's clients set it. */
  static void person(LineBuffer line, int number) {
    number(number(line.add(SET), number).add(SET_NAME), number).add(SET_END);
  }

  /** The key and the address that old clients send with every event. */
  static void account(LineBuffer line, int number) {
    number(number(line.add(API_KEY), number).add(EMAIL), number).add(EMAIL_END);
  }

  private static LineBuffer number(LineBuffer line, int number) {
    return line.addDigits(number, 5);
  }
}
