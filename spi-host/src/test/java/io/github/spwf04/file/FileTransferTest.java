package io.github.spwf04.file;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.spwf04.Spwf04;
import io.github.spwf04.Spwf04Options;
import io.github.spwf04.catalog.Command;
import io.github.spwf04.catalog.HashFunction;
import io.github.spwf04.error.SpwfException;
import io.github.spwf04.link.Script;
import io.github.spwf04.link.ScriptedBus;
import io.github.spwf04.recovery.Ladder;
import io.netty.buffer.Unpooled;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.channels.Channels;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Files on their way, by the commands they take. */
@Timeout(30)
class FileTransferTest {
  /** What an unanswered command takes; the others are to be done in it on a busy machine. */
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  private static final ModuleFile FILE = ModuleFile.ram("a");
  private static final String SHA256 =
      "2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824";
  private static final String MD5 = "5d41402abc4b2a76b9719d911017c592";

  private final ScriptedBus bus = new ScriptedBus();
  private final Script script = new Script(bus);
  private final Spwf04 spwf =
      Spwf04.open(
          bus, Spwf04Options.defaults().withLadder(Ladder.full().withSilence(Duration.ZERO)));
  private final List<String> heard = new ArrayList<>();
  private final Transfer twoBytes =
      Transfer.defaults().withChunk(2).withProgress((done, total) -> heard.add(done + "/" + total));

  @AfterEach
  void everyStepWasTaken() {
    spwf.close();
    assertThat(bus.faults()).isEmpty();
  }

  private static InputStream hello() {
    return new ByteArrayInputStream("hello".getBytes(UTF_8));
  }

  @Test
  void anUploadGrowsUnderAnotherNameAndIsCheckedBeforeItGetsItsOwn() throws Exception {
    script.hear(Command.FSD, "2:/a~").error(56);
    script.hear(2, Command.FSC, "2:/a~", "2").take("he").ok();
    script.hear(2, Command.FSC, "2:/a~", "2").take("ll").ok();
    script.hear(1, Command.FSC, "2:/a~", "1").take("o").ok();
    script.hear(Command.HASH, "2", "2:/a~").line("SHA256:" + SHA256).ok();
    script.hear(Command.FSD, "2:/a").ok();
    script.hear(Command.FSR, "2:/a~", "2:/a").ok();
    spwf.files().upload(FILE, hello(), 5, twoBytes);
    assertThat(heard).containsExactly("0/5", "2/5", "4/5", "5/5");
  }

  @Test
  void anUploadUnderItsOwnNameAndWithoutACheck() throws Exception {
    script.hear(Command.FSD, "2:/a").ok();
    script.hear(5, Command.FSC, "2:/a", "5").take("hello").ok();
    spwf.files()
        .upload(
            FILE,
            Channels.newChannel(hello()),
            Progress.UNKNOWN,
            Transfer.defaults().withUnfinished(false).withCheck(null));
  }

  @Test
  void anEmptyFileIsToldBeforeAByteIsSent() {
    for (Action call :
        List.<Action>of(
            s -> s.files().upload(FILE, InputStream.nullInputStream(), 0, Transfer.defaults()),
            s -> s.files().write(FILE, new byte[0]))) {
      assertThatThrownBy(() -> call.run(spwf))
          .isInstanceOf(SpwfException.InvalidInput.class)
          .hasMessage("2:/a: a file of no bytes cannot be made, the module appends 1 or more");
    }
    assertThatThrownBy(() -> spwf.files().append(FILE, Unpooled.EMPTY_BUFFER))
        .isInstanceOf(SpwfException.InvalidInput.class)
        .hasMessage("AT+S.FSC: datalen is '0', 1 to 65535 is allowed");
  }

  private interface Action {
    void run(Spwf04 spwf) throws Exception;
  }

  @Test
  void aFileThatArrivedOtherwiseIsDeletedAndTold() {
    script.hear(Command.FSD, "2:/a~").ok();
    script.hear(5, Command.FSC, "2:/a~", "5").take("hello").ok();
    script.hear(Command.HASH, "3", "2:/a~").line("MD5:" + MD5.replace('5', '6')).ok();
    script.hear(Command.FSD, "2:/a~").ok();
    assertThatThrownBy(
            () ->
                spwf.files()
                    .upload(FILE, hello(), 5, Transfer.defaults().withCheck(HashFunction.MD5)))
        .isInstanceOf(SpwfException.DigestMismatch.class)
        .hasMessage("2:/a~: its MD5 is %s at the module and %s here", MD5.replace('5', '6'), MD5);
  }

  @Test
  void whatIsLeftOfARefusedUploadIsDeleted() {
    script.hear(Command.FSD, "2:/a~").ok();
    script.hear(2, Command.FSC, "2:/a~", "2").take("he").ok();
    script.hear(2, Command.FSC, "2:/a~", "2").error(91);
    script.hear(Command.FSD, "2:/a~").ok();
    SpwfException.Rejected e =
        catchThrowableOfType(
            SpwfException.Rejected.class, () -> spwf.files().upload(FILE, hello(), 5, twoBytes));
    assertThat(e.error().id()).isEqualTo(91);
    assertThat(e.getSuppressed()).isEmpty();
    assertThat(heard).containsExactly("0/5", "2/5");
  }

  @Test
  void whatCannotBeDeletedIsTold() {
    script.hear(Command.FSD, "2:/a~").ok();
    script.hear(5, Command.FSC, "2:/a~", "5").error(91);
    script.hear(Command.FSD, "2:/a~").error(50);
    Throwable e = catchThrowable(() -> spwf.files().write(FILE, "hello".getBytes(UTF_8)));
    assertThat(e).isInstanceOf(SpwfException.Rejected.class);
    assertThat(e.getSuppressed()[0])
        .hasMessage("2:/a~ is not whole, and could not be deleted")
        .hasCauseInstanceOf(SpwfException.Rejected.class);
  }

  @Test
  void aSourceThatFailsLeavesNothingBehind() {
    InputStream broken =
        new InputStream() {
          @Override
          public int read() throws IOException {
            throw new IOException("torn");
          }
        };
    assertThatThrownBy(() -> spwf.files().upload(FILE, broken, 5, twoBytes))
        .as("before the first piece")
        .isInstanceOf(IOException.class)
        .hasMessage("torn");
    script.hear(Command.FSD, "2:/a~").ok();
    script.hear(2, Command.FSC, "2:/a~", "2").take("he").ok();
    script.hear(Command.FSD, "2:/a~").ok();
    InputStream cut =
        new SequenceInputStream(new ByteArrayInputStream("he".getBytes(UTF_8)), broken);
    assertThatThrownBy(() -> spwf.files().upload(FILE, cut, 5, twoBytes))
        .isInstanceOf(IOException.class)
        .hasMessage("torn");
  }

  @Test
  void afterATimeOutTheSizeOfTheFileTellsWhereToGoOn() throws Exception {
    script.hear(Command.FSD, "2:/a~").ok();
    script.hear(2, Command.FSC, "2:/a~", "2").take("he").ok();
    script.hear(2, Command.FSC, "2:/a~", "2").take("ll");
    script.hear(Command.STS, "fw_version").line("Var:fw_version=1").ok();
    script.hear(Command.FSL).line("File:X\t9\ta~").line("File:D\t3\ta~").ok();
    script.hear(1, Command.FSC, "2:/a~", "1").take("l").ok();
    script.hear(1, Command.FSC, "2:/a~", "1").take("o").ok();
    script.hear(Command.HASH, "2", "2:/a~").line("SHA256:" + SHA256).ok();
    script.hear(Command.FSD, "2:/a").ok();
    script.hear(Command.FSR, "2:/a~", "2:/a").ok();
    spwf.within(PATIENCE).files().upload(FILE, hello(), 5, twoBytes);
    assertThat(heard).containsExactly("0/5", "2/5", "4/5", "5/5");
  }

  @Test
  void aPieceThatWasTakenThoughItsReplyIsMissingIsNotSentTwice() throws Exception {
    script.hear(Command.FSD, "2:/a~").ok();
    script.hear(5, Command.FSC, "2:/a~", "5").take("hello");
    script.hear(Command.STS, "fw_version").line("Var:fw_version=1").ok();
    script.hear(Command.FSL).line("File:D\t5\ta~").ok();
    script.hear(Command.HASH, "2", "2:/a~").line("SHA256:" + SHA256).ok();
    script.hear(Command.FSD, "2:/a").ok();
    script.hear(Command.FSR, "2:/a~", "2:/a").ok();
    spwf.within(PATIENCE).files().write(FILE, "hello".getBytes(UTF_8));
  }

  @Test
  void anUploadThatLostItsBeginningIsGivenUp() {
    script.hear(Command.FSD, "2:/a~").ok();
    script.hear(2, Command.FSC, "2:/a~", "2").take("he").ok();
    script.hear(2, Command.FSC, "2:/a~", "2").take("ll");
    script.hear(Command.STS, "fw_version").line("Var:fw_version=1").ok();
    script.hear(Command.FSL).ok();
    script.hear(Command.FSD, "2:/a~").error(56);
    assertThatThrownBy(() -> spwf.within(PATIENCE).files().upload(FILE, hello(), 5, twoBytes))
        .isInstanceOf(SpwfException.TimedOut.class);
  }

  @Test
  void aDownloadComesPieceByPieceAndIsChecked(@TempDir Path folder) throws Exception {
    script.hear(Command.FSL).line("File:D\t5\ta").ok();
    script.hear(Command.FSP, "2:/a", "0", "2").data("he").ok();
    script.hear(Command.FSP, "2:/a", "2", "2").data("l").ok();
    script.hear(Command.FSP, "2:/a", "3", "2").data("lo").ok();
    script.hear(Command.HASH, "2", "2:/a").line("SHA256:" + SHA256).ok();
    Path target = Files.writeString(folder.resolve("file"), "older");
    assertThat(spwf.files().download(FILE, target, twoBytes)).isEqualTo(5);
    assertThat(target).hasContent("hello");
    assertThat(folder).isDirectoryContaining(path -> path.equals(target));
    assertThat(heard).containsExactly("0/5", "2/5", "3/5", "5/5");
  }

  @Test
  void aFileThatNoListShowsComesInOnePiece() throws Exception {
    script.hear(Command.FSL).ok();
    script.hear(Command.FSP, "2:/a").data("hel").data("lo").ok();
    ByteArrayOutputStream sink = new ByteArrayOutputStream();
    assertThat(spwf.files().download(FILE, Channels.newChannel(sink), twoBytes.withCheck(null)))
        .isEqualTo(5);
    assertThat(sink).hasToString("hello");
    assertThat(heard).containsExactly("0/-1", "5/5");
  }

  @Test
  void aDownloadThatFailsLeavesTheOlderFile(@TempDir Path folder) throws Exception {
    script.hear(Command.FSL).line("File:D\t5\ta").ok();
    script.hear(Command.FSP, "2:/a", "0", "5").data("hello").ok();
    script.hear(Command.HASH, "2", "2:/a").line("SHA256:" + SHA256.replace('2', '3')).ok();
    Path target = Files.writeString(folder.resolve("file"), "older");
    assertThatThrownBy(() -> spwf.files().download(FILE, target, Transfer.defaults().withChunk(5)))
        .isInstanceOf(SpwfException.DigestMismatch.class);
    assertThat(target).hasContent("older");
    try (var files = Files.list(folder)) {
      assertThat(files).containsExactly(target);
    }
  }

  @Test
  void aFileThatBecameShorterEndsTheDownload() {
    script.hear(Command.FSL).line("File:D\t5\ta").ok();
    script.hear(Command.FSP, "2:/a", "0", "5").ok();
    assertThatThrownBy(
            () ->
                spwf.files()
                    .download(FILE, new ByteArrayOutputStream(), Transfer.defaults().withChunk(5)))
        .isInstanceOf(SpwfException.MalformedPacket.class)
        .hasMessageStartingWith("2:/a ends at byte 0 of 5");
  }
}
