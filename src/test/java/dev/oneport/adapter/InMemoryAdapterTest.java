package dev.oneport.adapter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.oneport.protocol.json.EncodedArguments;
import dev.oneport.testing.ExpectedLog;
import org.junit.jupiter.api.Test;

class InMemoryAdapterTest extends AdapterContract {
  @Override
  Adapter create() {
    return new InMemoryAdapter();
  }

  @Test
  void eventForOtherServersReachesNobodyWhichIsSaidOnce() {
    try (Adapter adapter = create();
        ExpectedLog log = ExpectedLog.of(InMemoryAdapter.class.getName())) {
      adapter.serverSideEmit("e", EncodedArguments.EMPTY, null);
      adapter.serverSideEmit("e", EncodedArguments.EMPTY, null);

      assertThat(log.take())
          .containsExactly(
              "WARNING no-other-servers: serverSideEmit reaches nobody: there are no other servers");
    }
  }
}
