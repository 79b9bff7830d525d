package dev.oneport.samples.feed;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.ClientErrorException;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.NotAuthorizedException;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.Status;

/** Signing up, in and out. */
@RequestScoped
@Path("feed")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public class MembersResource {
  @Inject Members members;

  /** Makes a member, and signs it in. */
  @POST
  @Path("members")
  public Response signUp(@NotNull @Valid Credentials credentials) {
    SignedIn member =
        members
            .signUp(credentials)
            .orElseThrow(() -> new ClientErrorException("the name is taken", Status.CONFLICT));
    return Response.status(Status.CREATED).entity(member).build();
  }

  /** Signs in. */
  @POST
  @Path("login")
  public SignedIn signIn(@NotNull @Valid Credentials credentials) {
    return members
        .signIn(credentials)
        .orElseThrow(() -> new NotAuthorizedException("name or password is wrong", "Bearer"));
  }

  /** Signs out: this token, and no other of the same member. */
  @DELETE
  @Path("login")
  @MembersOnly
  public void signOut(@HeaderParam(HttpHeaders.AUTHORIZATION) String header) {
    members.signOut(header.substring(MemberFilter.BEARER.length()));
  }
}
