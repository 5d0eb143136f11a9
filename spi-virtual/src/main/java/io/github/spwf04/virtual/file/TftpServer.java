package io.github.spwf04.virtual.file;

import io.github.spwf04.catalog.Wind;
import io.github.spwf04.error.ModuleError;
import io.github.spwf04.virtual.net.Backoff;
import io.github.spwf04.virtual.net.Deadline;
import io.github.spwf04.virtual.runtime.Core;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import org.apache.commons.net.tftp.TFTP;
import org.apache.commons.net.tftp.TFTPErrorPacket;
import org.apache.commons.net.tftp.TFTPPacket;
import org.apache.commons.net.tftp.TFTPPacketException;
import org.apache.commons.net.tftp.TFTPReadRequestPacket;
import org.apache.commons.net.tftp.TFTPRequestPacket;
import org.apache.commons.net.tftp.TFTPWriteRequestPacket;
import org.jspecify.annotations.Nullable;

/**
 * The module's own TFTP server (RFC 1350) over its volumes: requests come in here, each transfer is
 * a {@link TftpSession} with a port and a thread of its own. It starts and stops on the event loop.
 */
public final class TftpServer {
  /** Transfers at a time; chosen, one for each station a mini AP can have and some. */
  private static final int MAX_TRANSFERS = 8;

  private final Core core;
  private final Volumes volumes;
  private final Semaphore transfers = new Semaphore(MAX_TRANSFERS);
  private final Set<TFTP> open = ConcurrentHashMap.newKeySet();
  private volatile @Nullable TFTP listener;
  private @Nullable Backoff backoff;

  public TftpServer(Core core, Volumes volumes) {
    this.core = core;
    this.volumes = volumes;
  }

  /** Listens from now on; returns where. */
  public InetSocketAddress start(InetSocketAddress address) throws IOException {
    TFTP started = new TFTP();
    started.setDefaultTimeout(Duration.ZERO);
    started.open(address.getPort(), address.getAddress());
    listener = started;
    Backoff pause = new Backoff("the TFTP server", core.options().timing().peerTime());
    backoff = pause;
    core.spawn(() -> listen(started, pause));
    return new InetSocketAddress(address.getAddress(), started.getLocalPort());
  }

  public void stop() {
    TFTP running = listener;
    listener = null;
    Backoff pause = backoff;
    if (running != null && pause != null) {
      running.close();
      pause.close();
    }
    open.forEach(TFTP::close);
  }

  private void listen(TFTP socket, Backoff pause) {
    while (socket == listener) {
      try {
        accept(socket, socket.receive());
        pause.worked();
      } catch (TFTPPacketException _) {
        // Whoever sent that gets no answer; the next packet may be better.
      } catch (IOException | RuntimeException e) {
        // Closed, where the library throws a NullPointerException; or no answer can go out.
        if (socket == listener) {
          pause.failed(e);
        }
      }
    }
  }

  private void accept(TFTP socket, TFTPPacket packet) throws IOException {
    if (!(packet instanceof TFTPRequestPacket request)) {
      return;
    }
    if (!transfers.tryAcquire()) {
      socket.send(
          new TFTPErrorPacket(
              packet.getAddress(), packet.getPort(), TFTPErrorPacket.UNDEFINED, "busy"));
      return;
    }
    core.spawn(
        () -> {
          try {
            transfer(request);
          } finally {
            transfers.release();
          }
        });
  }

  private void transfer(TFTPRequestPacket request) {
    TFTP socket = new TFTP();
    open.add(socket);
    // However it is kept going: there are few places.
    try (Deadline _ =
        Deadline.of(core, core.options().services().requestTimeout(), socket::close)) {
      socket.open();
      // Looked at behind the lines above: the stop closes what it finds.
      if (listener != null) {
        serve(new TftpSession(socket, request), request);
      }
    } catch (IOException | TFTPPacketException | RuntimeException _) {
      // The client is gone or breaks the protocol, or the server has stopped.
    } finally {
      open.remove(socket);
      socket.close();
    }
  }

  private void serve(TftpSession session, TFTPRequestPacket request)
      throws IOException, TFTPPacketException {
    String name = request.getFilename();
    try {
      if (request instanceof TFTPReadRequestPacket) {
        session.send(volumes.read(name));
      } else if (request instanceof TFTPWriteRequestPacket) {
        FileName.parse(name, ModuleError.FILE_OPEN);
        byte[] content = session.receive(volumes.largest());
        if (content != null) {
          volumes.replace(name, content);
          session.finish();
          byte[] shown = name.getBytes(StandardCharsets.ISO_8859_1);
          String client = request.getAddress().getHostAddress();
          core.post(() -> core.wind(Wind.FILE_RECEIVED, client, shown));
        }
      }
    } catch (VolumeException e) {
      session.refuse(code(e.error()), e.error().toString());
    }
  }

  private static int code(ModuleError error) {
    if (error.equals(ModuleError.FILE_OPEN)) {
      return TFTPErrorPacket.FILE_NOT_FOUND;
    }
    boolean full = error.equals(ModuleError.LOW_MEMORY) || error.equals(ModuleError.FLASH_WRITE);
    return full ? TFTPErrorPacket.OUT_OF_SPACE : TFTPErrorPacket.ACCESS_VIOLATION;
  }
}
