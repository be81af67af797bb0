using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.Running;

/// <summary>For whom a resource waits.</summary>
/// <param name="Dependency">Whom it waits for.</param>
/// <param name="ExitCode">Null: until it is healthy; otherwise until it ended with this code.</param>
internal sealed record Wait(IResource Dependency, int? ExitCode);
