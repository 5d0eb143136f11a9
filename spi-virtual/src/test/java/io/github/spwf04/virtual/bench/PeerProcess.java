package io.github.spwf04.virtual.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A program that a test talks to: what it prints, line by line, and its end. */
public final class PeerProcess implements AutoCloseable {
  private final Process process;
  private final Thread reader;
  private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();
  private final List<String> seen = new ArrayList<>();

  private PeerProcess(Process process) {
    this.process = process;
    this.reader = Thread.ofVirtual().start(this::read);
  }

  /** Starts it in a folder. */
  public static PeerProcess start(Path folder, String... command) throws IOException {
    return new PeerProcess(
        new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true).start());
  }

  /** Copies a file of the test's resources, for a program to read. */
  public static Path resource(Path folder, String name) throws IOException {
    URL url = Objects.requireNonNull(PeerProcess.class.getResource(name), name);
    try (var in = url.openStream()) {
      Path copy = folder.resolve(name);
      Files.copy(in, copy, StandardCopyOption.REPLACE_EXISTING);
      return copy;
    }
  }

  /** A port that nobody listens on, for a program that cannot choose one itself. */
  public static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private void read() {
    try (BufferedReader in =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      for (String line; (line = in.readLine()) != null; ) {
        lines.add(line);
      }
    } catch (IOException _) {
      // It has ended.
    }
  }

  /** Waits for a line that has this in it, and gives the match. */
  public Matcher await(String regex) throws InterruptedException {
    Pattern pattern = Pattern.compile(regex);
    long end = System.nanoTime() + Bench.LIMIT.multipliedBy(2).toNanos();
    while (true) {
      String line = lines.poll(end - System.nanoTime(), TimeUnit.NANOSECONDS);
      if (line == null) {
        throw new AssertionError("no line " + regex + " in " + seen);
      }
      seen.add(line);
      Matcher matcher = pattern.matcher(line);
      if (matcher.find()) {
        return matcher;
      }
    }
  }

  /** Waits until it has ended, and well. */
  public void awaitEnd() throws InterruptedException {
    if (!process.waitFor(Bench.LIMIT.multipliedBy(2)) || process.exitValue() != 0) {
      throw new AssertionError("no good end of " + process + ": " + lines);
    }
  }

  @Override
  public void close() {
    process.destroyForcibly();
    try {
      process.waitFor();
      reader.join();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
