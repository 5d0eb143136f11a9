package io.github.spwf04.virtual.door;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.management.OperatingSystemMXBean;
import io.github.spwf04.catalog.Command;
import io.github.spwf04.virtual.bench.Bench;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Without a descriptor left, what accepts neither turns in circles nor gives up, in a process that
 * has few of them.
 */
@Timeout(120)
class DescriptorsTest {
  private static final int DESCRIPTORS = 256;

  @Test
  void whoWaitsIsServedOnceThereIsOne() throws Exception {
    assumeTrue(Files.isExecutable(Path.of("/bin/sh")), "no shell here");
    Process process =
        new ProcessBuilder(
                "/bin/sh",
                "-c",
                "ulimit -n " + DESCRIPTORS + "; exec \"$@\"",
                "sh",
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                DescriptorsTest.class.getName())
            .redirectErrorStream(true)
            .start();
    try {
      assertThat(new String(process.getInputStream().readAllBytes(), US_ASCII).lines())
          .containsExactly("quiet", "door: 78", "socket server: 61", "end");
    } finally {
      process.destroyForcibly();
    }
  }

  /** In the process of its own. */
  public static void main(String[] none) throws Exception {
    InetAddress here = InetAddress.getLoopbackAddress();
    List<InputStream> taken = new ArrayList<>();
    try (Bench bench = Bench.online(o -> o);
        PigpiodDoor door = new PigpiodDoor(bench.module, new InetSocketAddress(here, 0));
        SocketChannel first = SocketChannel.open();
        SocketChannel second = SocketChannel.open()) {
      bench.reply(Command.SOCKDON, "4000", "t");
      try (PigpioClient client = new PigpioClient(door.address())) {
        // What is loaded for the first of them needs descriptors, too.
        client.request(PigpioCommand.PIGPV, 0, 0);
      }
      takeAll(taken);
      first.connect(door.address());
      second.connect(new InetSocketAddress(here, bench.module.listeningPort(0)));
      long before = processorTime();
      new CountDownLatch(1).await(1, TimeUnit.SECONDS);
      long used = processorTime() - before;
      for (InputStream descriptor : taken) {
        descriptor.close();
      }
      System.out.println(
          used < Duration.ofMillis(500).toNanos() ? "quiet" : "busy for ns: " + used);
      ByteBuffer request = ByteBuffer.allocate(16).order(ByteOrder.LITTLE_ENDIAN);
      first.write(request.putInt(0, PigpioCommand.PIGPV));
      ByteBuffer answer = ByteBuffer.allocate(16).order(ByteOrder.LITTLE_ENDIAN);
      while (answer.hasRemaining() && first.read(answer) >= 0) {
        // The rest of it.
      }
      System.out.println("door: " + answer.getInt(12));
      System.out.println("socket server: " + bench.awaitEvent().substring(1, 3));
    }
    System.out.println("end");
  }

  private static long processorTime() {
    return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getProcessCpuTime();
  }

  private static void takeAll(List<InputStream> taken) {
    try {
      while (taken.size() < DESCRIPTORS) {
        taken.add(new FileInputStream("/dev/null"));
      }
    } catch (IOException _) {
      // That was the last.
    }
  }
}
