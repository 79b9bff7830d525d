package dev.oneport.samples.data;

import java.nio.file.Path;
import javax.naming.InitialContext;
import javax.naming.NameNotFoundException;
import javax.naming.NamingException;
import javax.naming.NoInitialContextException;
import javax.sql.DataSource;
import org.h2.Driver;
import org.h2.jdbcx.JdbcConnectionPool;
import org.jspecify.annotations.Nullable;

/** Where the data are. */
final class Sources {
  /** The name of the server's data source: a system property. */
  static final String NAME = "samples.dataSource";

  /** The folder of the embedded database: a system property. */
  static final String FOLDER = "samples.folder";

  static final String USUAL_NAME = "java:comp/env/jdbc/samples";

  private Sources() {}

  /**
   * The server's data source of the configured name, or of the usual one if there is any; else an
   * embedded database in a file.
   *
   * @throws NamingException if one is configured and not there
   */
  static DataSource find() throws NamingException {
    String name = System.getProperty(NAME);
    if (name != null) {
      return lookup(name);
    }
    try {
      return lookup(USUAL_NAME);
    } catch (NamingException e) {
      if (isNotConfigured(e)) {
        return embedded();
      }
      throw e;
    }
  }

  /** Servers wrap it. */
  private static boolean isNotConfigured(NamingException failure) {
    return failure instanceof NameNotFoundException
        || failure instanceof NoInitialContextException
        || failure.getRootCause() instanceof NameNotFoundException;
  }

  @SuppressWarnings("BanJNDI") // The names are the administrator's.
  private static DataSource lookup(String name) throws NamingException {
    return (DataSource) new InitialContext().lookup(name);
  }

  private static DataSource embedded() {
    Path folder = Path.of(System.getProperty(FOLDER, "oneport-samples")).toAbsolutePath();
    return embedded("file:" + folder.resolve("samples"));
  }

  /** As much like PostgreSQL as it can be. */
  static DataSource embedded(String place) {
    String url =
        "jdbc:h2:" + place + ";MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE;DEFAULT_NULL_ORDERING=HIGH";
    return JdbcConnectionPool.create(url, "sa", "");
  }

  /** Lets go of the file of an embedded database; a server's data source is the server's. */
  static void close(@Nullable DataSource source) {
    if (source instanceof JdbcConnectionPool pool) {
      pool.dispose();
      Driver.unload();
    }
  }
}
