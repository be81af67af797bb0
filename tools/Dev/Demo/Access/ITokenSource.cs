using System.Net.Http.Headers;

namespace PovertyPlatform.Dev.Demo.Access;

/// <summary>Where a caller gets its token: as a program by its own proof, or as an officer by signing in.</summary>
internal interface ITokenSource
{
    /// <summary>A token that lives some seconds more at least.</summary>
    Task<AuthenticationHeaderValue> Get(CancellationToken ct);
}
