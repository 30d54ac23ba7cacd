package io.github.dl4jdoping.examples.distributed;

import java.io.IOException;
import java.io.Serial;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.net.DatagramSocket;
import org.nd4j.parameterserver.distributed.v2.transport.PortSupplier;

/** A free port for each process, where DL4J's own suppliers give all processes of a machine one. */
final class WorkerPort implements PortSupplier, Serializable {

  @Serial private static final long serialVersionUID = 1L;

  WorkerPort() {}

  @Override
  public int getPort() {
    return Chosen.PORT;
  }

  /** DL4J asks several times and expects the same answer. */
  private static final class Chosen {

    static final int PORT = free();

    private Chosen() {}

    private static int free() {
      try (DatagramSocket socket = new DatagramSocket(0)) {
        return socket.getLocalPort();
      } catch (IOException e) {
        throw new UncheckedIOException("No port is free for shared gradients.", e);
      }
    }
  }
}
