package io.github.dl4jdoping.training;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.util.List;
import org.slf4j.LoggerFactory;

/** Collects what the library logs and keeps it off the console, until it is closed. */
final class Log implements AutoCloseable {

  private final Logger library = (Logger) LoggerFactory.getLogger("io.github.dl4jdoping");
  private final ListAppender<ILoggingEvent> events = new ListAppender<>();

  Log() {
    events.start();
    library.addAppender(events);
    library.setAdditive(false);
    library.setLevel(Level.INFO);
  }

  List<String> messages(Level level) {
    return events.list.stream()
        .filter(event -> event.getLevel() == level)
        .map(ILoggingEvent::getFormattedMessage)
        .toList();
  }

  List<String> warnings() {
    return messages(Level.WARN);
  }

  @Override
  public void close() {
    library.detachAppender(events);
    library.setAdditive(true);
    library.setLevel(null);
  }
}
