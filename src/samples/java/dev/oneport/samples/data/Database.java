package dev.oneport.samples.data;

import dev.oneport.samples.Timers;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.function.Function;
import javax.naming.NamingException;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.jdbi.v3.core.ConnectionException;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.sqlobject.SqlObjectPlugin;
import org.jspecify.annotations.Nullable;

/**
 * The database: reached and migrated in the background, so that the application starts without it
 * and goes on when it comes. Any thread.
 */
@ApplicationScoped
public class Database {
  private static final System.Logger LOG = System.getLogger(Database.class.getName());
  private static final Duration SOON = Duration.ofMillis(1);
  private static final Duration AGAIN = Duration.ofSeconds(2);

  @Inject Timers timers;

  private volatile @Nullable DataSource source;
  private volatile @Nullable Jdbi ready;

  /**
   * Some servers know an application's names on their own threads only, so it looks them up here.
   */
  void start(@Observes @Initialized(ApplicationScoped.class) Object application) {
    try {
      source = Sources.find();
    } catch (NamingException e) {
      LOG.log(Level.DEBUG, "database-away: It may come later", e);
    }
    timers.after(SOON, this::open);
  }

  private void open() {
    try {
      DataSource found = source;
      if (found == null) {
        found = Sources.find();
        source = found;
      }
      use(found);
      LOG.log(Level.INFO, "database-ready: The samples have their database");
    } catch (NamingException | RuntimeException e) {
      LOG.log(Level.WARNING, "database-away: The samples wait for their database: " + e);
      timers.after(AGAIN, this::open);
    }
  }

  /**
   * Takes a database from now on, with all tables: what is missing is added.
   *
   * @throws RuntimeException if it can't be reached or changed
   */
  public void use(DataSource database) {
    Flyway.configure(Database.class.getClassLoader())
        .dataSource(database)
        .resourceProvider(new Migrations())
        .load()
        .migrate();
    ready = Jdbi.create(database).installPlugin(new SqlObjectPlugin());
  }

  /**
   * Asks whether it is there, with all tables.
   *
   * @throws DatabaseNotReady if it is not
   */
  public void requireReady() {
    jdbi();
  }

  /**
   * Does something in one transaction: what has returned is committed, what has thrown is not.
   *
   * @param queries an interface of queries, as Jdbi makes objects of
   * @throws DatabaseNotReady if the database can't be reached
   */
  public <Q, R> R inTransaction(Class<Q> queries, Function<Q, R> work) {
    try {
      return jdbi().inTransaction(handle -> work.apply(handle.attach(queries)));
    } catch (ConnectionException e) {
      throw new DatabaseNotReady(e);
    }
  }

  private Jdbi jdbi() {
    Jdbi jdbi = ready;
    if (jdbi == null) {
      throw new DatabaseNotReady(null);
    }
    return jdbi;
  }

  @PreDestroy
  void close() {
    ready = null;
    Sources.close(source);
  }
}
