package io.github.spwf04.transport.linux;

import io.github.spwf04.Spwf04;
import io.github.spwf04.testkit.kernel.EmulatedBoard;
import io.github.spwf04.virtual.VirtualModule;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;

/** A program of a user who is not root. */
final class GroupsProgram {
  private GroupsProgram() {}

  public static void main(String[] args) throws InterruptedException {
    try (VirtualModule module = new VirtualModule();
        EmulatedBoard board = EmulatedBoard.in(Path.of(args[0]), module);
        Spwf04 spwf = Spwf04.open(board.uri())) {
      spwf.boot(Duration.ofSeconds(20));
      System.out.println("firmware " + spwf.system().status("fw_version"));
    } catch (IOException e) {
      System.out.println(e.getMessage());
    }
  }
}
