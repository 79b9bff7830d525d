package dev.oneport.samples.data;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;

/** The databases that the samples run on; each time a new one, with all tables. */
public enum TestDatabase {
  H2 {
    @Override
    DataSource create(String name) {
      return Sources.embedded("mem:" + name + ";DB_CLOSE_DELAY=-1");
    }
  },
  POSTGRESQL {
    @Override
    DataSource create(String name) {
      EmbeddedPostgres server = Server.RUNNING;
      try (Connection connection = server.getPostgresDatabase().getConnection();
          Statement statement = connection.createStatement()) {
        statement.execute("create database " + name);
      } catch (SQLException e) {
        throw new IllegalStateException(e);
      }
      return server.getDatabase("postgres", name);
    }
  };

  private static final AtomicInteger COUNT = new AtomicInteger();

  /** Started by the first who asks; it ends with this JVM. */
  private static final class Server {
    static final EmbeddedPostgres RUNNING = start();

    private static EmbeddedPostgres start() {
      try {
        return EmbeddedPostgres.start();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /** A new one. */
  public Database open() {
    Database database = new Database();
    database.use(source());
    return database;
  }

  DataSource source() {
    return create("samples" + COUNT.incrementAndGet());
  }

  abstract DataSource create(String name);
}
