package com.webiny.telemetry.privacy;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.Set;

/**
 * The file that holds the key of the pseudonyms (SPEC section 3). The key is its bytes, all of
 * them, as they are.
 */
public final class IdKeyFile {

  // Far more than any key has; reading a wrong file must not fill the memory.
  private static final int MAX_KEY_BYTES = 65_536;

  private static final Set<PosixFilePermission> OTHERS =
      EnumSet.of(
          PosixFilePermission.OTHERS_READ,
          PosixFilePermission.OTHERS_WRITE,
          PosixFilePermission.OTHERS_EXECUTE);

  private IdKeyFile() {}

  /**
   * Reads the key. Links are followed, as secret stores mount keys through them.
   *
   * @return at least {@link IdPseudonym#MIN_KEY_BYTES} bytes; keeping them out of every log is the
   *     caller's duty
   * @throws IdKeyException if there is no such file, it cannot be read, its size is wrong, or,
   *     where the file system knows permissions, others than owner and group may access it
   */
  public static byte[] read(Path file) throws IdKeyException {
    try {
      if (Files.isDirectory(file)) {
        throw fault(file, "is a folder", "name the file with the key");
      }
      if (isOpenToOthers(file)) {
        throw fault(file, "is accessible to every user", "take that away with chmod o-rwx");
      }
      long size = Files.size(file);
      if (size > MAX_KEY_BYTES) {
        throw fault(file, "is larger than 65,536 bytes", "name the file with the key");
      }
      byte[] key = Files.readAllBytes(file);
      if (key.length < IdPseudonym.MIN_KEY_BYTES) {
        throw fault(file, "holds fewer than 32 bytes", "make a key of at least 32 random bytes");
      }
      return key;
    } catch (NoSuchFileException e) {
      throw fault(file, "does not exist", "name the file with the key");
    } catch (AccessDeniedException e) {
      throw fault(file, "may not be read", "give the user of this job the right to read it");
    } catch (IOException e) {
      throw fault(file, "cannot be read", "check its storage");
    }
  }

  private static boolean isOpenToOthers(Path file) throws IOException {
    PosixFileAttributeView view = Files.getFileAttributeView(file, PosixFileAttributeView.class);
    if (view == null) {
      return false;
    }
    Set<PosixFilePermission> permissions = view.readAttributes().permissions();
    return OTHERS.stream().anyMatch(permissions::contains);
  }

  private static IdKeyException fault(Path file, String fault, String remedy) {
    return new IdKeyException("--id-key-file: " + file + " " + fault + "; " + remedy + ".");
  }
}
