package com.webiny.telemetry.house;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaCodeUnitAccess;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.webiny.telemetry.job.TelemetryJobs;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.xbean.asm9.ClassReader;
import org.apache.xbean.asm9.Opcodes;
import org.apache.xbean.asm9.Type;
import org.apache.xbean.asm9.tree.AbstractInsnNode;
import org.apache.xbean.asm9.tree.ClassNode;
import org.apache.xbean.asm9.tree.InvokeDynamicInsnNode;
import org.apache.xbean.asm9.tree.MethodInsnNode;
import org.apache.xbean.asm9.tree.MethodNode;
import org.apache.xbean.asm9.tree.TypeInsnNode;
import org.junit.jupiter.api.Test;

/**
 * Where lines and what is read from them pass, nothing can speak of them: no text is made of their
 * bytes, and no exception says more than a constant. Read from the compiled classes.
 */
class SilenceTest {
  private static final String HOUSE = "com.webiny.telemetry.";

  /** The rooms a line, or what was kept of it, passes through. */
  private static final Set<String> ROOMS_OF_LINES =
      Set.of("bytes", "json", "event", "landing", "exchange", "night");

  /** Who puts the text of an exception together, of something else. */
  private static final Set<String> TELLING =
      Set.of(
          "event.EventColumn", // The allowlist, which is part of the program.
          "event.EventSpellings",
          "landing.RunRange"); // Days.

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .importUrl(TelemetryJobs.class.getProtectionDomain().getCodeSource().getLocation());

  @Test
  void noTextIsMadeOfTheBytesOfALine() {
    assertThat(ofLines().flatMap(SilenceTest::calls).filter(MAKES_TEXT.asPredicate()).toList())
        .isEmpty();
  }

  private static final Pattern MAKES_TEXT =
      Pattern.compile(
          " java\\.lang\\.String\\.(<init>|valueOf\\(\\[C|copyValueOf)"
              + "| java\\.nio\\.charset\\.\\w+\\.(decode|newDecoder)\\("
              + "| java\\.io\\.(ByteArrayOutputStream\\.toString|InputStreamReader)"
              + "| java\\.util\\.(HexFormat\\.format|Base64)"
              + "| java\\.util\\.Arrays\\.toString\\(");

  @Test
  void anExceptionWhereLinesPassSaysAConstant() {
    List<String> telling = new ArrayList<>();
    ofLines()
        .filter(from -> !TELLING.contains(outermost(from.getName())))
        .forEach(from -> telling.addAll(textsOfExceptions(from.getName())));
    assertThat(telling).isEmpty();
    TELLING.forEach(name -> assertThat(textsOfExceptions(HOUSE + name)).as(name).isNotEmpty());
  }

  @Test
  void onlyTheirOwnSentencesAreReadFromExceptions() {
    assertThat(
            CLASSES.stream()
                .filter(from -> !from.getPackageName().equals(HOUSE + "sample"))
                .flatMap(SilenceTest::calls)
                .filter(READS_MESSAGE.asPredicate())
                .collect(Collectors.toSet()))
        .containsExactlyInAnyOrder(
            "job.CommonOptions com.webiny.telemetry.privacy.IdKeyException.getMessage()",
            // Only the name of a class is taken from it.
            "job.SparkFailure java.lang.Throwable.getMessage()",
            "job.Ending com.webiny.telemetry.exit.StopException.getMessage()",
            "job.Ending com.webiny.telemetry.publish.DamagedException.getMessage()");
  }

  private static final Pattern READS_MESSAGE =
      Pattern.compile(
          "\\.(getMessage|getLocalizedMessage|printStackTrace)\\("
              + "| [\\w.]+(Exception|Error|Throwable)\\.toString\\(");

  @Test
  void theseChecksSeeWhatTheyLookFor() {
    assertThat(textsOfExceptions(Speaking.class.getName()))
        .containsExactlyInAnyOrder(
            "house.SilenceTest$Speaking: no ID: \1",
            "house.SilenceTest$Speaking: a variable",
            "house.SilenceTest$Speaking: the result of getMessage");
    JavaClass speaking = new ClassFileImporter().importClass(Speaking.class);
    assertThat(calls(speaking).filter(MAKES_TEXT.asPredicate()).toList()).hasSize(1);
    assertThat(calls(speaking).filter(READS_MESSAGE.asPredicate()).toList()).hasSize(1);
  }

  /** What must not be, and one that may. */
  static final class Speaking {
    private Speaking() {}

    static String text(byte[] line) {
      return new String(line, StandardCharsets.UTF_8);
    }

    static RuntimeException joined(String id) {
      return new IllegalArgumentException("no ID: " + id);
    }

    static RuntimeException given(String id) {
      return new IllegalStateException(id);
    }

    static RuntimeException made(String id, Throwable cause) {
      return new IllegalStateException(String.join(id, "no ID: ", cause.getMessage()), cause);
    }

    static RuntimeException constant(boolean other, Throwable cause) {
      return new IllegalStateException(other ? "one" : "another", cause);
    }
  }

  private static Stream<JavaClass> ofLines() {
    return CLASSES.stream().filter(from -> ROOMS_OF_LINES.contains(room(from)));
  }

  private static String room(JavaClass of) {
    return of.getPackageName().substring(HOUSE.length());
  }

  /** What a class calls, as {@code class owner.name(parameter types)}. */
  private static Stream<String> calls(JavaClass from) {
    return from.getCodeUnitAccessesFromSelf().stream().map(access -> call(from, access));
  }

  private static String call(JavaClass from, JavaCodeUnitAccess<?> access) {
    return outermost(from.getName())
        + " "
        + access.getTarget().getOwner().getName()
        + "."
        + access.getTarget().getName()
        + access.getTarget().getRawParameterTypes().stream()
            .map(JavaClass::getName)
            .collect(Collectors.joining(", ", "(", ")"));
  }

  private static String outermost(String name) {
    return name.substring(HOUSE.length()).replaceFirst("\\$.*", "");
  }

  /** The texts given to exceptions that are made here, but those that are constants. */
  private static List<String> textsOfExceptions(String name) {
    ClassNode node = new ClassNode();
    String resource = "/" + name.replace('.', '/') + ".class";
    try (InputStream in = SilenceTest.class.getResourceAsStream(resource)) {
      new ClassReader(in).accept(node, 0);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
    List<String> texts = new ArrayList<>();
    for (MethodNode method : node.methods) {
      // The constructor of an exception hands on what it was given; who gave it is looked at.
      if (!(method.name.equals("<init>") && isException(node.name))) {
        for (AbstractInsnNode code : method.instructions) {
          if (code.getOpcode() == Opcodes.NEW && isException(((TypeInsnNode) code).desc)) {
            told((TypeInsnNode) code)
                .ifPresent(text -> texts.add(name.substring(HOUSE.length()) + ": " + text));
          }
        }
      }
    }
    return texts;
  }

  private static boolean isException(String type) {
    return type.matches(".*(Exception|Error|Throwable)");
  }

  /** What is put into an exception between its making and the call of its constructor. */
  private static Optional<String> told(TypeInsnNode making) {
    int loads = 0;
    for (AbstractInsnNode code = making.getNext(); ; code = code.getNext()) {
      if (code instanceof InvokeDynamicInsnNode joining) {
        return Optional.of(String.valueOf(joining.bsmArgs[0]));
      }
      if (code instanceof MethodInsnNode call) {
        if (!call.name.equals("<init>") || !call.owner.equals(making.desc)) {
          return Optional.of("the result of " + call.name);
        }
        long causes =
            Stream.of(Type.getArgumentTypes(call.desc))
                .filter(type -> isException(type.getInternalName()))
                .count();
        return loads > causes ? Optional.of("a variable") : Optional.empty();
      }
      if (LOADS.contains(code.getOpcode())) {
        loads++;
      }
    }
  }

  private static final Set<Integer> LOADS = Set.of(Opcodes.ALOAD, Opcodes.AALOAD, Opcodes.GETFIELD);
}
