package dev.oneport.samples;

import dev.oneport.samples.chat.ChatResource;
import dev.oneport.samples.data.NotReadyMapper;
import dev.oneport.samples.feed.FeedResource;
import dev.oneport.samples.feed.MemberFilter;
import dev.oneport.samples.feed.MembersResource;
import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;
import java.util.Set;

/** The samples' resources: by name, since a plain Tomcat does not look for them. */
@ApplicationPath("rest")
public class SamplesApplication extends Application {
  @Override
  public Set<Class<?>> getClasses() {
    return Set.of(
        ChatResource.class,
        FeedResource.class,
        MembersResource.class,
        MemberFilter.class,
        NotReadyMapper.class,
        Failures.class,
        MalformedBodies.class,
        Problems.class,
        Violations.class);
  }
}
