package com.webiny.telemetry.job;

import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.OverwrittenOptionException;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Says in one sentence what is wrong with the arguments, naming the option and the remedy. */
final class Arguments {

  private Arguments() {}

  static String sentence(ParameterException wrong) {
    CommandSpec command = wrong.getCommandLine().getCommandSpec();
    return fault(wrong, command) + ", or see " + command.qualifiedName() + " --help.";
  }

  private static String fault(ParameterException wrong, CommandSpec command) {
    if (wrong instanceof MissingParameterException missing && !missing.getMissing().isEmpty()) {
      List<ArgSpec> arguments = missing.getMissing();
      return arguments.stream().map(Arguments::name).collect(Collectors.joining(", "))
          + (arguments.size() == 1
              ? " is missing, or has no value; give it with one"
              : " are missing; give each with a value");
    }
    if (wrong instanceof UnmatchedArgumentException unmatched) {
      String first = unmatched.getUnmatched().get(0);
      if (unmatched.isUnknownOption()) {
        return first + " is no option of " + command.name() + "; correct it or leave it out";
      }
      return command.subcommands().isEmpty()
          ? first + " belongs to no option; correct it or leave it out"
          : first + " is no command; give " + String.join(", ", command.subcommands().keySet());
    }
    if (wrong instanceof OverwrittenOptionException twice) {
      return name(twice.getOverwritten()) + " is given twice; give it once";
    }
    if (wrong.getArgSpec() != null) {
      return name(wrong.getArgSpec()) + remedy(wrong.getArgSpec().type());
    }
    return "The arguments are wrong; correct them";
  }

  private static String remedy(Class<?> type) {
    if (type == boolean.class || type == Boolean.class) {
      return " takes no value; give it alone";
    }
    if (type == Integer.class || type == int.class) {
      return " is no whole number; give one, of at most nine digits";
    }
    return " is no number; give one";
  }

  private static String name(ArgSpec argument) {
    return argument instanceof OptionSpec option ? option.longestName() : argument.paramLabel();
  }
}
