package io.github.spwf04.file;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.spwf04.Spwf04;
import io.github.spwf04.catalog.HashFunction;
import io.github.spwf04.error.SpwfException;
import io.github.spwf04.link.ScriptedBus;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
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

  private static final int FSC = 0x23;
  private static final int FSD = 0x25;
  private static final int FSR = 0x26;
  private static final int FSL = 0x27;
  private static final int FSP = 0x28;
  private static final int HASH = 0x29;
  private static final int STS = 0x05;
  private static final ModuleFile FILE = ModuleFile.ram("a");
  private static final String SHA256 =
      "2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824";
  private static final String MD5 = "5d41402abc4b2a76b9719d911017c592";

  private final ScriptedBus bus = new ScriptedBus();
  private final Spwf04 spwf = Spwf04.open(bus);
  private final List<String> heard = new ArrayList<>();
  private final Transfer twoBytes =
      Transfer.defaults().withChunk(2).withProgress((done, total) -> heard.add(done + "/" + total));

  @AfterEach
  void everyStepWasTaken() {
    spwf.close();
    assertThat(bus.faults()).isEmpty();
  }

  private static Use commands() {
    return Use.use(FSC, "", _ -> null);
  }

  private static InputStream hello() {
    return new ByteArrayInputStream("hello".getBytes(UTF_8));
  }

  @Test
  void anUploadGrowsUnderAnotherNameAndIsCheckedBeforeItGetsItsOwn() throws Exception {
    commands()
        .sendsOther(FSD, "2:/a~")
        .refused(56)
        .sendsOther(FSC, "2:/a~", "2")
        .with("he")
        .sendsOther(FSC, "2:/a~", "2")
        .with("ll")
        .sendsOther(FSC, "2:/a~", "1")
        .with("o")
        .sendsOther(HASH, "2", "2:/a~")
        .line("SHA256:", SHA256)
        .sendsOther(FSD, "2:/a")
        .sendsOther(FSR, "2:/a~", "2:/a")
        .script(bus);
    spwf.files().upload(FILE, hello(), 5, twoBytes);
    assertThat(heard).containsExactly("0/5", "2/5", "4/5", "5/5");
  }

  @Test
  void anUploadUnderItsOwnNameAndWithoutACheck() throws Exception {
    commands().sendsOther(FSD, "2:/a").sendsOther(FSC, "2:/a", "5").with("hello").script(bus);
    spwf.files()
        .upload(
            FILE,
            Channels.newChannel(hello()),
            Progress.UNKNOWN,
            Transfer.defaults().withUnfinished(false).withCheck(null));
  }

  @Test
  void anEmptyFileIsOneCommandWithoutData() throws Exception {
    commands().sendsOther(FSD, "2:/a").refused(56).sendsOther(FSC, "2:/a", "0").script(bus);
    spwf.files()
        .upload(
            FILE,
            InputStream.nullInputStream(),
            0,
            Transfer.defaults().withUnfinished(false).withCheck(null));
  }

  @Test
  void aFileThatArrivedOtherwiseIsDeletedAndTold() {
    commands()
        .sendsOther(FSD, "2:/a~")
        .sendsOther(FSC, "2:/a~", "5")
        .with("hello")
        .sendsOther(HASH, "3", "2:/a~")
        .line("MD5:", MD5.replace('5', '6'))
        .sendsOther(FSD, "2:/a~")
        .script(bus);
    assertThatThrownBy(
            () ->
                spwf.files()
                    .upload(FILE, hello(), 5, Transfer.defaults().withCheck(HashFunction.MD5)))
        .isInstanceOf(SpwfException.DigestMismatch.class)
        .hasMessage("2:/a~: its MD5 is %s at the module and %s here", MD5.replace('5', '6'), MD5);
  }

  @Test
  void whatIsLeftOfARefusedUploadIsDeleted() {
    commands()
        .sendsOther(FSD, "2:/a~")
        .sendsOther(FSC, "2:/a~", "2")
        .with("he")
        .sendsOther(FSC, "2:/a~", "2")
        .with("ll")
        .refused(91)
        .sendsOther(FSD, "2:/a~")
        .script(bus);
    SpwfException.Rejected e =
        catchThrowableOfType(
            SpwfException.Rejected.class, () -> spwf.files().upload(FILE, hello(), 5, twoBytes));
    assertThat(e.error().id()).isEqualTo(91);
    assertThat(e.getSuppressed()).isEmpty();
    assertThat(heard).containsExactly("0/5", "2/5");
  }

  @Test
  void whatCannotBeDeletedIsTold() {
    commands()
        .sendsOther(FSD, "2:/a~")
        .sendsOther(FSC, "2:/a~", "5")
        .with("hello")
        .refused(91)
        .sendsOther(FSD, "2:/a~")
        .refused(50)
        .script(bus);
    Throwable e = catchThrowable(() -> spwf.files().write(FILE, "hello".getBytes(UTF_8)));
    assertThat(e).isInstanceOf(SpwfException.Rejected.class);
    assertThat(e.getSuppressed()[0])
        .hasMessage("2:/a~ is not whole, and could not be deleted")
        .hasCauseInstanceOf(SpwfException.Rejected.class);
  }

  @Test
  void aSourceThatFailsLeavesNothingBehind() {
    commands().sendsOther(FSD, "2:/a~").sendsOther(FSD, "2:/a~").script(bus);
    InputStream broken =
        new InputStream() {
          @Override
          public int read() throws IOException {
            throw new IOException("torn");
          }
        };
    assertThatThrownBy(() -> spwf.files().upload(FILE, broken, 5, twoBytes))
        .isInstanceOf(IOException.class)
        .hasMessage("torn");
  }

  @Test
  void afterATimeOutTheSizeOfTheFileTellsWhereToGoOn() throws Exception {
    commands()
        .sendsOther(FSD, "2:/a~")
        .sendsOther(FSC, "2:/a~", "2")
        .with("he")
        .sendsOther(FSC, "2:/a~", "2")
        .with("ll")
        .unanswered()
        .sendsOther(STS, "var_version")
        .line("Var:", "var_version=1")
        .sendsOther(FSL)
        .line("File:", "X\t9\ta~")
        .line("File:", "D\t3\ta~")
        .sendsOther(FSC, "2:/a~", "1")
        .with("l")
        .sendsOther(FSC, "2:/a~", "1")
        .with("o")
        .sendsOther(HASH, "2", "2:/a~")
        .line("SHA256:", SHA256)
        .sendsOther(FSD, "2:/a")
        .sendsOther(FSR, "2:/a~", "2:/a")
        .script(bus);
    spwf.within(PATIENCE).files().upload(FILE, hello(), 5, twoBytes);
    assertThat(heard).containsExactly("0/5", "2/5", "4/5", "5/5");
  }

  @Test
  void aPieceThatWasTakenThoughItsReplyIsMissingIsNotSentTwice() throws Exception {
    commands()
        .sendsOther(FSD, "2:/a~")
        .sendsOther(FSC, "2:/a~", "5")
        .with("hello")
        .unanswered()
        .sendsOther(STS, "var_version")
        .line("Var:", "var_version=1")
        .sendsOther(FSL)
        .line("File:", "D\t5\ta~")
        .sendsOther(HASH, "2", "2:/a~")
        .line("SHA256:", SHA256)
        .sendsOther(FSD, "2:/a")
        .sendsOther(FSR, "2:/a~", "2:/a")
        .script(bus);
    spwf.within(PATIENCE).files().write(FILE, "hello".getBytes(UTF_8));
  }

  @Test
  void anUploadThatLostItsBeginningIsGivenUp() {
    commands()
        .sendsOther(FSD, "2:/a~")
        .sendsOther(FSC, "2:/a~", "2")
        .with("he")
        .sendsOther(FSC, "2:/a~", "2")
        .with("ll")
        .unanswered()
        .sendsOther(STS, "var_version")
        .line("Var:", "var_version=1")
        .sendsOther(FSL)
        .sendsOther(FSD, "2:/a~")
        .refused(56)
        .script(bus);
    assertThatThrownBy(() -> spwf.within(PATIENCE).files().upload(FILE, hello(), 5, twoBytes))
        .isInstanceOf(SpwfException.TimedOut.class);
  }

  @Test
  void aDownloadComesPieceByPieceAndIsChecked(@TempDir Path folder) throws Exception {
    commands()
        .sendsOther(FSL)
        .line("File:", "D\t5\ta")
        .sendsOther(FSP, "2:/a", "0", "2")
        .data("he")
        .sendsOther(FSP, "2:/a", "2", "2")
        .data("l")
        .sendsOther(FSP, "2:/a", "3", "2")
        .data("lo")
        .sendsOther(HASH, "2", "2:/a")
        .line("SHA256:", SHA256)
        .script(bus);
    Path target = Files.writeString(folder.resolve("file"), "older");
    assertThat(spwf.files().download(FILE, target, twoBytes)).isEqualTo(5);
    assertThat(target).hasContent("hello");
    assertThat(folder).isDirectoryContaining(path -> path.equals(target));
    assertThat(heard).containsExactly("0/5", "2/5", "3/5", "5/5");
  }

  @Test
  void aFileThatNoListShowsComesInOnePiece() throws Exception {
    commands().sendsOther(FSL).sendsOther(FSP, "2:/a").data("hel").data("lo").script(bus);
    ByteArrayOutputStream sink = new ByteArrayOutputStream();
    assertThat(spwf.files().download(FILE, Channels.newChannel(sink), twoBytes.withCheck(null)))
        .isEqualTo(5);
    assertThat(sink).hasToString("hello");
    assertThat(heard).containsExactly("0/-1", "5/5");
  }

  @Test
  void aDownloadThatFailsLeavesTheOlderFile(@TempDir Path folder) throws Exception {
    commands()
        .sendsOther(FSL)
        .line("File:", "D\t5\ta")
        .sendsOther(FSP, "2:/a", "0", "5")
        .data("hello")
        .sendsOther(HASH, "2", "2:/a")
        .line("SHA256:", SHA256.replace('2', '3'))
        .script(bus);
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
    commands()
        .sendsOther(FSL)
        .line("File:", "D\t5\ta")
        .sendsOther(FSP, "2:/a", "0", "5")
        .script(bus);
    assertThatThrownBy(
            () ->
                spwf.files()
                    .download(FILE, new ByteArrayOutputStream(), Transfer.defaults().withChunk(5)))
        .isInstanceOf(SpwfException.MalformedPacket.class)
        .hasMessageStartingWith("2:/a ends at byte 0 of 5");
  }
}
