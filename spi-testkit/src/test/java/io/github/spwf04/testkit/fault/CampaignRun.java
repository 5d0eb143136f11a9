package io.github.spwf04.testkit.fault;

import io.github.spwf04.Spwf04;
import io.github.spwf04.Spwf04Options;
import io.github.spwf04.error.ModuleError;
import io.github.spwf04.error.SpwfException;
import io.github.spwf04.event.Event;
import io.github.spwf04.event.Subscription;
import io.github.spwf04.file.ModuleFile;
import io.github.spwf04.recovery.Ladder;
import io.github.spwf04.recovery.Rung;
import io.github.spwf04.socket.SocketKind;
import io.github.spwf04.socket.SpwfSocket;
import io.github.spwf04.testkit.fault.Violation.Kind;
import io.github.spwf04.testkit.peer.EchoPeer;
import io.github.spwf04.time.Time;
import io.github.spwf04.virtual.VirtualModule;
import io.github.spwf04.virtual.bus.LoopbackBus;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.buffer.UnpooledByteBufAllocator;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One run of a campaign: a module and a host, programs that talk over sockets and ask for what they
 * know, faults meanwhile, and the promises that must hold all the same.
 */
final class CampaignRun {
  /** What a command and a recovery take at most, where time is what the faults cost. */
  static final Spwf04Options SHORT =
      Spwf04Options.defaults()
          .withCommandTimeout(Duration.ofMillis(300))
          .withConnectTimeout(Duration.ofMillis(600))
          .withLadder(
              new Ladder(
                  List.of(Rung.values()),
                  Duration.ofMillis(500),
                  Duration.ofMillis(450),
                  Duration.ofMillis(700)))
          .withReconnect(null)
          .withEventCapacity(20_000);

  /** The longest fault: a deadline and as much again. */
  static final Duration LONGEST_FAULT = SHORT.commandTimeout().multipliedBy(2);

  private static final Duration LONG = Duration.ofSeconds(15);

  /** What a session adds to a deadline, and a busy machine to that. */
  private static final Duration GRACE = Duration.ofSeconds(4);

  private static final Duration READ = Duration.ofMillis(1200);
  private static final Duration WHOLE = Duration.ofMinutes(2);
  private static final int CONVERSATIONS = 2;
  private static final int WRITES = 5;

  /** One write in so many is the last, and what comes back is not read to its end. */
  private static final int LEAVES = 6;

  private static final int LONGEST_WRITE = 3000;
  private static final int QUESTIONS = 15;
  private static final int ATTEMPTS = 6;
  private static final int ALL_SOCKETS_IN_USE = 75;

  /**
   * What came out.
   *
   * @param counts what happened, by kind
   */
  record Result(CampaignSetup setup, List<Violation> violations, Map<String, Integer> counts) {
    Set<Kind> kinds() {
      return violations.stream()
          .map(Violation::kind)
          .collect(Collectors.toCollection(() -> EnumSet.noneOf(Kind.class)));
    }

    /** The same, held to these promises alone. */
    Result only(Set<Kind> promises) {
      return new Result(
          setup, violations.stream().filter(v -> promises.contains(v.kind())).toList(), counts);
    }

    @Override
    public String toString() {
      return setup + ": " + violations;
    }
  }

  /** What the caller of one connection was told, and the peer that was to be at its other end. */
  private record Conversation(StreamLedger ledger, EchoPeer peer, EchoPeer.Ending ending) {}

  private final CampaignSetup setup;
  private final UnpooledByteBufAllocator buffers = new UnpooledByteBufAllocator(false, true);
  private final VirtualModule module;
  private final PlannedBus bus;
  private final Spwf04 spwf;
  private final Subscription<Event.Recovery> recoveries;

  /** Guards what is below. */
  private final ReentrantLock lock = new ReentrantLock();

  private final List<Violation> violations = new ArrayList<>();
  private final Map<String, Integer> counts = new TreeMap<>();
  private final List<Conversation> conversations = new ArrayList<>();
  private int softResets;
  private int resetsBefore;

  private CampaignRun(CampaignSetup setup) {
    this.setup = setup;
    Spwf04Options options = setup.plan().faults().isEmpty() ? Spwf04Options.defaults() : SHORT;
    this.module = new VirtualModule(setup.options());
    this.bus =
        new PlannedBus(
            LoopbackBus.to(module, setup.maxTransfer()),
            module,
            Time.SYSTEM,
            "seed " + setup.seed());
    this.spwf =
        Spwf04.open(
            bus, options.withAllocator(buffers).withReconnect(null).withEventCapacity(20_000));
    this.recoveries = spwf.events(Event.Recovery.class);
  }

  static Result of(CampaignSetup setup) throws Exception {
    CampaignRun run = new CampaignRun(setup);
    try {
      run.all();
    } finally {
      run.end();
    }
    return new Result(setup, run.violations, run.counts);
  }

  private void all() throws Exception {
    spwf.boot(LONG);
    Spwf04 patient = spwf.within(LONG);
    String host = patient.config().get("ip_hostname");
    online(patient);
    int boots = boots(patient);
    resetsBefore = bus.resets();
    Random random = new Random(setup.seed());
    List<Thread> programs = new ArrayList<>();
    bus.begin(setup.plan());
    for (int i = random.nextInt(3); i >= 0; i--) {
      long seed = random.nextLong();
      boolean talks = i != 1;
      programs.add(
          Thread.ofVirtual()
              .name("program " + i + " of seed " + setup.seed())
              .start(() -> program(new Random(seed), talks, host)));
    }
    for (Thread program : programs) {
      if (!program.join(WHOLE)) {
        violation(
            Kind.LATE, program.getName() + " is at " + Arrays.toString(program.getStackTrace()));
        program.interrupt();
      }
    }
    bus.end();
    if (comesBack(patient)) {
      try {
        aftermath(patient, boots);
      } catch (SpwfException e) {
        // The last reset may be told only now, and a module may lose commands of itself.
        count("lost behind the faults");
        again(patient, boots);
      }
    }
  }

  /** A module that loses commands loses this one, too. */
  private static void online(Spwf04 patient) throws InterruptedException {
    try {
      patient.wifi().join(CampaignSetup.SSID, null, LONG);
    } catch (SpwfException.TimedOut e) {
      patient.wifi().join(CampaignSetup.SSID, null, LONG);
    }
  }

  private void again(Spwf04 patient, int boots) throws Exception {
    try {
      aftermath(patient, boots);
    } catch (SpwfException e) {
      violation(Kind.NO_RETURN, "the faults have ended, and " + e);
    }
  }

  private void program(Random random, boolean talks, String host) {
    try {
      if (talks) {
        for (int i = 0; i < CONVERSATIONS; i++) {
          converse(random);
        }
      } else {
        for (int i = 0; i < QUESTIONS; i++) {
          ask(random, i, host);
        }
      }
    } catch (Exception | Error e) {
      violation(Kind.UNDECLARED, e + " at " + Arrays.toString(e.getStackTrace()));
    }
  }

  // What a program over sockets does.

  private void converse(Random random) throws Exception {
    EchoPeer.Ending ending =
        random.nextBoolean()
            ? EchoPeer.Ending.NEVER
            : random.nextBoolean() ? EchoPeer.Ending.CLOSE : EchoPeer.Ending.RESET;
    EchoPeer peer = EchoPeer.start(ending, 1 + random.nextInt(LONGEST_WRITE));
    Conversation conversation = new Conversation(new StreamLedger(), peer, ending);
    lock.lock();
    try {
      conversations.add(conversation);
    } finally {
      lock.unlock();
    }
    SpwfSocket socket =
        call(
            "open",
            bound(spwfOptions().connectTimeout()),
            () -> spwf.sockets().open("127.0.0.1", peer.port(), SocketKind.TCP),
            e -> restarted() || e.error().id() == ALL_SOCKETS_IN_USE);
    if (socket == null) {
      if (restarted()) {
        call(
            "join",
            bound(LONG).multipliedBy(3),
            () -> spwf.wifi().join(CampaignSetup.SSID, null, Duration.ofSeconds(2)),
            _ -> true);
      }
      return;
    }
    exchange(random, socket, conversation);
    EchoPeer.Connection connection = connection(peer);
    if (connection.over() && !connection.finished() && !restarted()) {
      violation(Kind.EXECUTED, socket + " was closed by nobody");
    }
    call(
        "close",
        bound(spwfOptions().commandTimeout()).multipliedBy(4),
        () -> {
          socket.close();
          return true;
        },
        // It says so: bytes came in as fast as they were dropped, up to its time-out.
        e -> e.is(ModuleError.PENDING_DATA) || restarted());
  }

  private void exchange(Random random, SpwfSocket socket, Conversation conversation)
      throws Exception {
    StreamLedger ledger = conversation.ledger;
    EchoPeer.Connection connection = connection(conversation.peer);
    Predicate<SpwfException.Rejected> refusable = _ -> restarted() || connection.finished();
    for (int left = 1 + random.nextInt(WRITES); left > 0; left--) {
      byte[] bytes = payload(random, LONGEST_WRITE);
      int pieces = bytes.length / spwfOptions().writeSize() + 1;
      ledger.offer(bytes);
      if (call(
              "write",
              bound(spwfOptions().commandTimeout()).multipliedBy(pieces),
              () -> {
                socket.write(bytes);
                return true;
              },
              refusable)
          == null) {
        ledger.failed();
        return;
      }
      ledger.taken();
      boolean leaves = random.nextInt(LEAVES) == 0;
      while (ledger.readBytes() < ledger.takenBytes()) {
        int most = random.nextBoolean() ? Integer.MAX_VALUE : 1 + random.nextInt(LONGEST_WRITE);
        byte[] read =
            call(
                "read",
                bound(READ).plus(bound(spwfOptions().commandTimeout()).multipliedBy(2)),
                () -> bytes(socket.read(most, READ)),
                refusable);
        if (read == null) {
          ledger.failed();
          return;
        }
        if (read.length == 0) {
          ledger.ended();
          return;
        }
        ledger.read(read);
        if (leaves) {
          // A close with bytes unread is a reset, behind which the peer sees no more.
          boolean all = connection.awaitReceived(ledger.takenBytes(), LONG);
          if (!all && connection.over() && connection.finished()) {
            // That a peer has reset is told to who goes on.
            ledger.failed();
          }
          return;
        }
      }
    }
  }

  /** What a read gave; nothing for the end of the stream. */
  private static byte[] bytes(@Nullable ByteBuf read) {
    if (read == null) {
      return new byte[0];
    }
    try {
      return ByteBufUtil.getBytes(read);
    } finally {
      read.release();
    }
  }

  /** There is one by now, but the peer may not have looked. */
  private EchoPeer.Connection connection(EchoPeer peer) throws InterruptedException {
    return Objects.requireNonNull(peer.first(LONG), "open, and no connection");
  }

  // What a program that asks does.

  private void ask(Random random, int number, String host) throws Exception {
    switch (random.nextInt(6)) {
      case 0 ->
          answers(
              "STS=fw_version",
              setup.options().profile().version(),
              () -> spwf.system().status("fw_version"));
      case 1 -> answers("GCFG=nv_model", "SPWF04SA", () -> spwf.config().get("nv_model"));
      case 2 -> answers("GCFG=ip_hostname", host, () -> spwf.config().get("ip_hostname"));
      case 3 ->
          answers(
              "AT",
              true,
              () -> {
                spwf.system().check();
                return true;
              });
      default -> file(random, ModuleFile.ram("campaign-" + number + "-" + random.nextInt(1 << 20)));
    }
  }

  /**
   * What is left of the data when the module restarts among them is heard as commands, and so are
   * data that a line asks for which is low for nothing; nobody can see it in time. Then they hold
   * none.
   */
  private byte[] payload(Random random, int longest) {
    return Payload.next(random, longest, !resets() && !lowForNothing());
  }

  private boolean lowForNothing() {
    return setup.plan().faults().stream()
        .anyMatch(
            fault -> fault.word() == FaultWord.LOW_EARLY || fault.word() == FaultWord.STUCK_LOW);
  }

  private boolean resets() {
    return setup.plan().faults().stream()
        .anyMatch(fault -> fault.word().kind() == FaultWord.Kind.RESET);
  }

  /**
   * Of a packet that a reset cuts off the idle line gives the rest, and it may look like an end.
   */
  private boolean cut(byte[] read, byte[] content) {
    return resets() && read.length <= content.length;
  }

  private void file(Random random, ModuleFile file) throws Exception {
    byte[] content = payload(random, 1000);
    if (call(
            "FSC",
            bound(spwfOptions().commandTimeout()),
            () -> {
              spwf.files().append(file, Unpooled.wrappedBuffer(content));
              return true;
            },
            _ -> restarted())
        == null) {
      return;
    }
    byte[] read =
        call(
            "FSP",
            bound(spwfOptions().commandTimeout()),
            () -> spwf.files().read(file),
            _ -> restarted());
    if (read != null && cut(read, content)) {
      count("reply cut by a reset");
    } else if (read != null && !Arrays.equals(read, content)) {
      violation(
          Kind.WRONG_REPLY,
          "FSP gave %d bytes, FSC had %d; they differ at %d"
              .formatted(read.length, content.length, Arrays.mismatch(read, content)));
    }
  }

  private <T> void answers(String what, T wanted, Callable<T> question) throws Exception {
    // What a reset has left of another command may be refused in its place.
    T answer = call(what, bound(spwfOptions().commandTimeout()), question, _ -> restarted());
    if (answer == null || answer.equals(wanted)) {
      return;
    }
    if (resets() && answer instanceof String start && wanted.toString().startsWith(start)) {
      count("reply cut by a reset");
    } else {
      violation(Kind.WRONG_REPLY, what + " gave " + answer + ", not " + wanted);
    }
  }

  // How every call is held to what it promises.

  /**
   * @param refusable whether the module may refuse it
   * @return null when it has failed as it may
   */
  private <T> @Nullable T call(
      String what, Duration bound, Callable<T> call, Predicate<SpwfException.Rejected> refusable)
      throws Exception {
    long start = System.nanoTime();
    try {
      return call.call();
    } catch (SpwfException e) {
      boolean declared =
          switch (e) {
            // The callers do nothing that could be answered so.
            case SpwfException.InvalidInput _, SpwfException.DigestMismatch _ -> false;
            case SpwfException.Rejected rejected -> refusable.test(rejected);
            default -> true;
          };
      count(e.getClass().getSimpleName());
      if (!declared) {
        violation(
            e instanceof SpwfException.Rejected ? Kind.WRONG_REPLY : Kind.UNDECLARED,
            what + ": " + e);
      } else if (setup.plan().faults().isEmpty() && setup.lossless() && !peerEnded(e)) {
        violation(Kind.FALSE_ALARM, what + ": " + e);
      }
      return null;
    } finally {
      Duration took = Duration.ofNanos(System.nanoTime() - start);
      if (took.compareTo(bound) > 0) {
        violation(Kind.LATE, what + " took " + took + ", its bound is " + bound);
      }
    }
  }

  /** Whether it tells what the peers of this run do by themselves. */
  private static boolean peerEnded(SpwfException e) {
    return e instanceof SpwfException.ConnectionLost || e instanceof SpwfException.Rejected;
  }

  private Spwf04Options spwfOptions() {
    return setup.plan().faults().isEmpty() ? Spwf04Options.defaults() : SHORT;
  }

  private Duration bound(Duration deadline) {
    return deadline.plus(spwfOptions().ladder().bound()).plus(GRACE);
  }

  /** Whether the module was reset since the plan began, by whatever was meant to do so. */
  private boolean restarted() {
    return bus.resets() > resetsBefore || softResets() > 0;
  }

  private int softResets() {
    lock.lock();
    try {
      while (recoveries.next(Duration.ZERO) instanceof Event.Recovery step) {
        if (!step.inStep()) {
          counts.merge("rung " + step.rung(), 1, Integer::sum);
          softResets += step.rung() == Rung.SOFT_RESET ? 1 : 0;
        }
      }
      return softResets;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return softResets;
    } finally {
      lock.unlock();
    }
  }

  // What is left.

  private boolean comesBack(Spwf04 patient) throws InterruptedException {
    SpwfException last = null;
    for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
      try {
        if (attempt == ATTEMPTS) {
          spwf.boot(LONG);
        }
        patient.system().check();
        if (attempt > 1) {
          count("came back at attempt " + attempt);
        }
        return true;
      } catch (SpwfException e) {
        last = e;
      }
    }
    violation(Kind.NO_RETURN, String.valueOf(last));
    return false;
  }

  private void aftermath(Spwf04 patient, int bootsBefore) throws Exception {
    answers(
        "STS=fw_version, faults ended",
        setup.options().profile().version(),
        () -> patient.system().status("fw_version"));
    String marked = patient.config().get(Payload.MARKED);
    if (marked.equals(Payload.MARK)) {
      violation(Kind.EXECUTED, "a SCFG of a payload");
    }
    int boots = boots(patient) - bootsBefore;
    int meant = bus.resets() - resetsBefore + softResets();
    if (boots > meant) {
      violation(Kind.EXECUTED, boots + " boots, " + meant + " of them were meant");
    }
    patient.sockets().closeLeaked();
    if (!patient.sockets().list().isEmpty()) {
      violation(Kind.LEAK, "sockets " + patient.sockets().list());
    }
  }

  private static int boots(Spwf04 patient) throws InterruptedException {
    return Integer.parseInt(patient.system().status("nv_power_cycles"))
        + Integer.parseInt(patient.system().status("nv_reset_cycles"));
  }

  private void end() throws Exception {
    bus.end();
    softResets();
    spwf.close();
    module.close();
    bus.struck().forEach((word, times) -> counts.merge("fault " + word, times, Integer::sum));
    Throwable fault = module.fault();
    if (fault != null) {
      violation(Kind.UNDECLARED, "in the module: " + fault);
    }
    String owner = "spwf04 seed " + setup.seed();
    for (Thread thread : Thread.getAllStackTraces().keySet()) {
      if (thread.getName().equals(owner) && !thread.join(GRACE)) {
        violation(Kind.LEAK, "the thread " + owner);
      }
    }
    // What was given to callers that had gone is released on threads of its own.
    long until = Time.SYSTEM.deadline(GRACE);
    while (buffers.metric().usedHeapMemory() > 0 && Time.SYSTEM.until(until).isPositive()) {
      LockSupport.parkNanos(1_000_000);
    }
    if (buffers.metric().usedHeapMemory() > 0) {
      violation(Kind.LEAK, buffers.metric().usedHeapMemory() + " bytes of buffers");
    }
    for (Conversation conversation : conversations) {
      judge(conversation);
      conversation.peer.close();
    }
  }

  private void judge(Conversation conversation) throws InterruptedException {
    for (EchoPeer.Connection connection : conversation.peer.connections()) {
      if (!connection.awaitOver(LONG)) {
        violation(Kind.LEAK, "a connection outlives its module");
      }
      StreamLedger.Seen seen =
          new StreamLedger.Seen(
              connection.received(),
              connection.sent(),
              connection.finished() && conversation.ending == EchoPeer.Ending.CLOSE);
      if (torn() && conversation.ledger.offeredBytes() == 0) {
        // The rest of a SOCKON that was cut within its kind is a name: that of a TLS server.
        count("connection by a torn command");
        continue;
      }
      for (Violation violation :
          conversation.ledger.judge(seen, restarted() || connection.finished())) {
        if (violation.kind() == Kind.SPOILT && lowForNothing()) {
          // Of data that went too early the module may miss the first, and take others for the
          // last.
          count("spoilt by a line low for nothing, and told");
        } else {
          add(violation);
        }
      }
    }
  }

  private boolean torn() {
    return setup.plan().faults().stream().anyMatch(fault -> fault.word() == FaultWord.EIO_WITHIN);
  }

  private void violation(Kind kind, String detail) {
    add(new Violation(kind, detail));
  }

  private void add(Violation violation) {
    lock.lock();
    try {
      violations.add(violation);
    } finally {
      lock.unlock();
    }
  }

  private void count(String what) {
    lock.lock();
    try {
      counts.merge(what, 1, Integer::sum);
    } finally {
      lock.unlock();
    }
  }
}
