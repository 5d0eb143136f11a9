package io.github.spwf04.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.spwf04.Spwf04;
import io.github.spwf04.catalog.HashFunction;
import io.github.spwf04.catalog.Volume;
import io.github.spwf04.error.SpwfException;
import io.github.spwf04.virtual.VirtualModule;
import io.github.spwf04.virtual.bus.LoopbackBus;
import io.github.spwf04.virtual.options.FirmwareProfile;
import io.github.spwf04.virtual.options.ModuleOptions;
import io.netty.buffer.Unpooled;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Files between the host and the virtual module. */
@Timeout(60)
class FileConversationTest {
  private static final ModuleFile FILE = ModuleFile.ram("blob.bin");

  private static void with(Consumer<ModuleOptions.Builder> options, Conversation conversation)
      throws Exception {
    ModuleOptions.Builder builder = ModuleOptions.builder();
    options.accept(builder);
    try (VirtualModule module = new VirtualModule(builder.build());
        Spwf04 spwf = Spwf04.open(LoopbackBus.to(module))) {
      spwf.boot(Duration.ofSeconds(10));
      conversation.run(spwf);
    }
  }

  private interface Conversation {
    void run(Spwf04 spwf) throws Exception;
  }

  @ParameterizedTest
  @EnumSource(FirmwareProfile.class)
  void whatGoesUpComesDown(FirmwareProfile profile) throws Exception {
    with(
        builder -> builder.profile(profile),
        spwf -> {
          byte[] content = new byte[5000];
          new Random(4).nextBytes(content);
          List<Long> heard = new ArrayList<>();
          Transfer how = Transfer.defaults().withProgress((done, _) -> heard.add(done));
          spwf.files().upload(FILE, new ByteArrayInputStream(content), content.length, how);
          assertThat(heard).containsExactly(0L, 1024L, 2048L, 3072L, 4096L, 5000L);
          assertThat(spwf.files().list())
              .contains(new FileInfo(FILE, 5000))
              .noneMatch(info -> info.file().name().endsWith("~"));

          ByteArrayOutputStream back = new ByteArrayOutputStream();
          assertThat(spwf.files().download(FILE, back, how.withChunk(777))).isEqualTo(5000);
          assertThat(back.toByteArray()).isEqualTo(content);
          assertThat(spwf.files().read(FILE)).isEqualTo(content);
          assertThat(spwf.files().read(FILE, 4990, 100)).hasSize(10);
        });
  }

  @ParameterizedTest
  @EnumSource(HashFunction.class)
  void everyDigestIsThatOfThisMachine(HashFunction function) throws Exception {
    with(
        _ -> {},
        spwf -> {
          byte[] content = "hello".getBytes();
          spwf.files().write(FILE, content);
          assertThat(spwf.files().hash(function, FILE))
              .isEqualTo(function.digest().digest(content));
        });
  }

  @Test
  void whatTheCallerLeavesOutIsTheModulesChoice() throws Exception {
    with(
        _ -> {},
        spwf -> {
          byte[] content = "hello".getBytes();
          spwf.files().write(FILE, content);
          assertThat(spwf.files().read(FILE, 2)).asString().isEqualTo("llo");
          assertThat(spwf.files().hash(FILE)).isEqualTo(HashFunction.SHA1.digest().digest(content));
          spwf.files().listToFile();
          assertThat(spwf.files().read(ModuleFile.of("2:/dir.txt")))
              .asString()
              .contains("blob.bin");

          ModuleFile external = ModuleFile.external("x");
          spwf.files().write(external, content);
          spwf.files().unmount();
          assertThat(spwf.files().size(external)).isEqualTo(-1);
          spwf.files().mount();
          assertThat(spwf.files().size(external)).isEqualTo(5);
        });
  }

  @Test
  void anOlderFileIsReplacedAndNotAppendedTo() throws Exception {
    with(
        _ -> {},
        spwf -> {
          spwf.files().write(FILE, "a long beginning".getBytes());
          spwf.files().write(FILE, "new".getBytes());
          assertThat(spwf.files().read(FILE)).asString().isEqualTo("new");
          spwf.files().append(FILE, Unpooled.wrappedBuffer("er".getBytes()));
          assertThat(spwf.files().read(FILE)).asString().isEqualTo("newer");
        });
  }

  @Test
  void aFileIsRenamedAndDeleted() throws Exception {
    with(
        _ -> {},
        spwf -> {
          ModuleFile other = ModuleFile.ram("other.bin");
          spwf.files().write(FILE, "x".getBytes());
          spwf.files().rename(FILE, other);
          assertThat(spwf.files().size(FILE)).isEqualTo(-1);
          assertThat(spwf.files().size(other)).isEqualTo(1);
          spwf.files().delete(other);
          assertThat(spwf.files().deleteIfExists(other)).isFalse();
          SpwfException.Rejected e =
              catchThrowableOfType(SpwfException.Rejected.class, () -> spwf.files().read(other));
          assertThat(e.error().id()).isEqualTo(51);
        });
  }

  @Test
  void whatDoesNotFitLeavesTheOlderFileAndNothingElse() throws Exception {
    with(
        _ -> {},
        spwf -> {
          spwf.files().write(FILE, "older".getBytes());
          assertThatThrownBy(() -> spwf.files().write(FILE, new byte[20_000]))
              .isInstanceOf(SpwfException.Rejected.class);
          assertThat(spwf.files().read(FILE)).asString().isEqualTo("older");
          assertThat(spwf.files().list())
              .filteredOn(info -> info.file().volume() == Volume.RAM)
              .containsExactly(new FileInfo(FILE, 5));
        });
  }

  @Test
  void aVolumeIsErasedUnmountedAndMounted() throws Exception {
    with(
        _ -> {},
        spwf -> {
          spwf.files().write(FILE, "x".getBytes());
          spwf.files().erase(Volume.RAM);
          spwf.files().mount(Volume.RAM);
          assertThat(spwf.files().size(FILE)).isEqualTo(-1);
        });
  }

  @Test
  void aTextVariableCanBeEmptied() throws Exception {
    with(
        _ -> {},
        spwf -> {
          spwf.config().set("user_desc", "");
          assertThat(spwf.config().get("user_desc")).isEmpty();
        });
  }
}
