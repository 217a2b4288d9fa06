package com.webiny.telemetry.privacy;

import java.util.Locale;
import java.util.Set;

/**
 * The hard-deny list (SPEC section 3): member names that no allowed path may contain at any depth,
 * because what stands there points to a person, a machine or a customer. It guards against a
 * careless review, not against lines: those are guarded by being read for allowed paths only.
 */
final class NeverKept {

  // Written the way normalise() leaves a name, so that one word covers its spellings: userAgent,
  // user_agent, User-Agent.
  private static final Set<String> WORDS =
      Set.of(
          // Where a request came from.
          "ip",
          "ipaddress",
          "clientip",
          "remoteip",
          "remoteaddr",
          "remoteaddress",
          "remotehost",
          "forwarded",
          "forwardedfor",
          "xforwardedfor",
          "xrealip",
          "host",
          "hostname",
          "useragent",
          "rawuseragent",
          "referrer",
          "referer",
          "referringdomain",
          "geoip",
          "latitude",
          "longitude",
          // Who sent it.
          "email",
          "mail",
          "user",
          "username",
          "firstname",
          "lastname",
          "fullname",
          "phone",
          "person",
          "personid",
          "userid",
          "deviceid",
          "sessionid",
          "windowid",
          "macaddress",
          "serialnumber",
          // Whose project it is.
          "domain",
          "url",
          "uri",
          "href",
          "currenturl",
          "pathname",
          "wcporgid",
          "wcpprojectid",
          "orgid",
          "projectid",
          "customerid",
          "accountid",
          "tenant",
          "tenantid",
          // What was typed and what went wrong, which carries paths and values.
          "errormessage",
          "errorstack",
          "error",
          "message",
          "stack",
          "stacktrace",
          "exception",
          "commandparams",
          "commandline",
          "argv",
          "args",
          "arguments",
          "cwd",
          "env",
          // What opens something.
          "apikey",
          "token",
          "accesstoken",
          "authtoken",
          "authorization",
          "cookie",
          "cookies",
          "password",
          "secret",
          // Free-form profiles.
          "set",
          "setonce",
          "unset",
          "groups",
          "headers",
          "body");

  private NeverKept() {}

  /**
   * Whether a member of this name is never kept. Letter case, underscores, dashes and dollar signs
   * do not matter.
   */
  static boolean contains(String memberName) {
    return WORDS.contains(normalise(memberName));
  }

  private static String normalise(String memberName) {
    StringBuilder letters = new StringBuilder();
    memberName
        .toLowerCase(Locale.ROOT)
        .chars()
        .filter(Character::isLetterOrDigit)
        .forEach(c -> letters.append((char) c));
    return letters.toString();
  }
}
