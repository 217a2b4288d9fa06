package com.webiny.telemetry.job;

import com.github.luben.zstd.util.Native;
import com.webiny.telemetry.exit.ExitCode;
import com.webiny.telemetry.exit.StopException;

/** The compressor of the tables' pages: a native library that unpacks itself when first used. */
final class NativeZstd {

  private NativeZstd() {}

  /**
   * Loads the library. Where it cannot be, a task that needs it would end the whole process.
   *
   * @throws StopException with {@link ExitCode#STORAGE} if it cannot be unpacked or run
   */
  static void require() throws StopException {
    try {
      Native.load();
    } catch (ExceptionInInitializerError | UnsatisfiedLinkError failed) {
      throw new StopException(
          ExitCode.STORAGE,
          "The compressor cannot be unpacked to the folder of temporary files, or not run from there; make room, or set"
              + " -Djava.io.tmpdir to a folder with room whose files may be run.",
          failed);
    }
  }
}
