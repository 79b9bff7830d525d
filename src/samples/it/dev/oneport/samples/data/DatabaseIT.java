package dev.oneport.samples.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.oneport.samples.feed.MemberQueries;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** A database that is there, not there yet, or there no more. */
@ParameterizedClass
@EnumSource(TestDatabase.class)
class DatabaseIT {

  private final TestDatabase kind;

  DatabaseIT(TestDatabase kind) {
    this.kind = kind;
  }

  @Test
  void isNotReadyBeforeItIsReached() {
    Database database = new Database();

    assertThatThrownBy(database::requireReady)
        .isInstanceOf(DatabaseNotReady.class)
        .hasMessage("the database can't be reached: try again in a moment");
    assertThatThrownBy(() -> count(database)).isInstanceOf(DatabaseNotReady.class);
  }

  @Test
  void goesOnAfterItWasAway() {
    AtomicBoolean away = new AtomicBoolean(true);
    DataSource source = sometimes(kind.source(), away);
    Database database = new Database();
    assertThatThrownBy(() -> database.use(source)).isInstanceOf(RuntimeException.class);
    assertThatThrownBy(database::requireReady).isInstanceOf(DatabaseNotReady.class);

    away.set(false);
    database.use(source);
    assertThat(count(database)).isEqualTo(1);

    away.set(true);
    assertThatThrownBy(() -> count(database)).isInstanceOf(DatabaseNotReady.class);

    away.set(false);
    assertThat(count(database)).as("the name is taken").isZero();
  }

  @Test
  void keepsWhatIsStoredWhenItIsUsedAgain() {
    DataSource source = kind.source();
    Database before = new Database();
    before.use(source);
    assertThat(count(before)).isEqualTo(1);

    Database after = new Database();
    after.use(source);

    assertThat(count(after)).as("the name is taken").isZero();
  }

  @Test
  void whatFailsLeavesNothing() {
    Database database = kind.open();

    assertThatThrownBy(
            () ->
                database.inTransaction(
                    MemberQueries.class,
                    members -> {
                      members.add("alice", "hash");
                      throw new IllegalStateException("later");
                    }))
        .hasMessage("later");

    assertThat(count(database)).isEqualTo(1);
  }

  /** How many were added: 1, or 0 if the name is taken. */
  private static int count(Database database) {
    return database.inTransaction(MemberQueries.class, members -> members.add("alice", "hash"));
  }

  private static DataSource sometimes(DataSource source, AtomicBoolean away) {
    return (DataSource)
        Proxy.newProxyInstance(
            DataSource.class.getClassLoader(),
            new Class<?>[] {DataSource.class},
            (self, method, arguments) -> {
              if (away.get() && method.getName().equals("getConnection")) {
                throw new SQLException("away");
              }
              try {
                return method.invoke(source, arguments);
              } catch (InvocationTargetException e) {
                throw e.getTargetException();
              }
            });
  }
}
