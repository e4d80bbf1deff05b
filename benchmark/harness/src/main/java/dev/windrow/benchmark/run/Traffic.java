package dev.windrow.benchmark.run;

import com.sun.tools.attach.AttachNotSupportedException;
import com.sun.tools.attach.VirtualMachine;
import java.io.IOException;
import java.util.Map;
import javax.management.InstanceNotFoundException;
import javax.management.JMException;
import javax.management.MBeanServerConnection;
import javax.management.MalformedObjectNameException;
import javax.management.ObjectName;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;

/** The broker's own counts of bytes, read from outside over JMX. They are of compressed batches with all that surrounds records. */
public final class Traffic implements AutoCloseable {

  private static final String METERS = "kafka.server:type=BrokerTopicMetrics,name=";

  private final JMXConnector connector;
  private final MBeanServerConnection beans;

  private Traffic(JMXConnector connector) throws IOException {
    this.connector = connector;
    this.beans = connector.getMBeanServerConnection();
  }

  /** Attaches to the process, so that no port has to be chosen. */
  static Traffic of(long pid) {
    try {
      VirtualMachine machine = VirtualMachine.attach(Long.toString(pid));
      try {
        String address = machine.startLocalManagementAgent();
        return new Traffic(JMXConnectorFactory.connect(new JMXServiceURL(address), Map.of()));
      } finally {
        machine.detach();
      }
    } catch (AttachNotSupportedException | IOException e) {
      throw new BenchmarkException("cannot look into the broker, process " + pid + ": " + e.getMessage(), e);
    }
  }

  /** Bytes of a topic that consumers have fetched so far. */
  public long bytesOut(String topic) {
    return count("BytesOutPerSec,topic=" + topic);
  }

  /** Bytes that consumers have fetched so far. */
  public long bytesOut() {
    return count("BytesOutPerSec");
  }

  /** Bytes that producers have sent to a topic so far. */
  public long bytesIn(String topic) {
    return count("BytesInPerSec,topic=" + topic);
  }

  /** Bytes that producers have sent so far to topics with such names, in which {@code *} stands for anything. */
  public long bytesInAll(String topics) {
    try {
      long sum = 0;
      for (ObjectName name : beans.queryNames(new ObjectName(METERS + "BytesInPerSec,topic=" + topics), null)) {
        sum += bytesIn(name.getKeyProperty("topic"));
      }
      return sum;
    } catch (MalformedObjectNameException e) {
      throw new IllegalArgumentException("expected topic names without special characters, found " + topics, e);
    } catch (IOException e) {
      throw new BenchmarkException("the broker does not tell what was sent to " + topics + ": " + e, e);
    }
  }

  private long count(String meter) {
    try {
      return (Long) beans.getAttribute(new ObjectName(METERS + meter), "Count");
    } catch (InstanceNotFoundException e) {
      // There is none before the first byte.
      return 0;
    } catch (MalformedObjectNameException e) {
      throw new IllegalArgumentException("expected a topic name without special characters, found " + meter, e);
    } catch (JMException | IOException e) {
      throw new BenchmarkException("the broker does not tell its " + meter + ": " + e, e);
    }
  }

  @Override
  public void close() throws IOException {
    connector.close();
  }
}
