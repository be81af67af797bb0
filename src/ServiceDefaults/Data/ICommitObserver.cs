using Microsoft.EntityFrameworkCore;

namespace PovertyPlatform.ServiceDefaults.Data;

/// <summary>Is told of commits that Entity Framework does not see, because they were sent together with other statements. Registered as a service.</summary>
public interface ICommitObserver
{
    /// <summary>What the context saved is committed. Only hints belong here: a process that dies before it loses nothing else.</summary>
    /// <param name="db">The context in whose transaction it was saved.</param>
    void Committed(DbContext db);
}
