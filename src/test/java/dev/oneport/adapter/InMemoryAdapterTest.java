package dev.oneport.adapter;

class InMemoryAdapterTest extends AdapterContract {
  @Override
  Adapter create() {
    return new InMemoryAdapter();
  }
}
