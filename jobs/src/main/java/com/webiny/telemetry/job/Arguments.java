package com.webiny.telemetry.job;

import java.util.stream.Collectors;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Says in one sentence what is wrong with the arguments, naming the option. */
final class Arguments {

  private Arguments() {}

  static String sentence(ParameterException wrong) {
    if (wrong instanceof MissingParameterException missing && !missing.getMissing().isEmpty()) {
      return missing.getMissing().stream().map(Arguments::name).collect(Collectors.joining(", "))
          + " is missing; give it with its value.";
    }
    if (wrong instanceof UnmatchedArgumentException unmatched) {
      return unmatched.getUnmatched().get(0)
          + " is no "
          + (unmatched.isUnknownOption() ? "option" : "command or argument")
          + " of this command; leave it out or correct it.";
    }
    if (wrong.getArgSpec() != null) {
      return name(wrong.getArgSpec())
          + " has a value that does not fit; give one as its help says.";
    }
    return "The arguments are wrong: " + wrong.getMessage() + ".";
  }

  private static String name(ArgSpec argument) {
    return argument instanceof OptionSpec option ? option.longestName() : argument.paramLabel();
  }
}
