namespace PovertyPlatform.ServiceDefaults.Audit.Sealing;

/// <summary>Something that is not as it was sealed.</summary>
/// <param name="Kind"><c>altered</c>, <c>removed</c>, <c>inserted</c>, <c>range</c> (some of them, not to be told apart), <c>seal-missing</c>, <c>seal-altered</c>, <c>signature</c>, <c>chain</c> or <c>unsealed</c>.</param>
/// <param name="Seal">Number of the seal.</param>
/// <param name="First">First place under the seal, transaction:position.</param>
/// <param name="Last">Last place under the seal.</param>
/// <param name="Place">The very entry, where it can be told.</param>
/// <param name="Entries">Entries under the seal.</param>
/// <param name="SealedAt">When it was sealed.</param>
public sealed record TrailFinding(string Kind, long Seal, string First, string Last, string? Place, int Entries, DateTimeOffset SealedAt);

/// <summary>What the verification of a trail found.</summary>
/// <param name="Trail">Name of the trail.</param>
/// <param name="Seals">Seals checked.</param>
/// <param name="Entries">Entries under them.</param>
/// <param name="Unsealed">Entries that wait for a seal.</param>
/// <param name="Findings">What is wrong; empty when nothing is.</param>
public sealed record TrailReport(string Trail, int Seals, long Entries, long Unsealed, IReadOnlyList<TrailFinding> Findings);
