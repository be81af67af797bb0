namespace PovertyPlatform.ServiceDefaults.Audit.Sealing;

/// <summary>Something that is not as it was sealed, or not ended as its proof says.</summary>
/// <param name="Kind">
/// <c>altered</c>, <c>removed</c>, <c>inserted</c>, <c>range</c> (some of them, not to be told apart), <c>seal-missing</c>, <c>seal-altered</c>, <c>signature</c>, <c>chain</c> or <c>unsealed</c>;
/// of the end of a month <c>ending-missing</c>, <c>ending-altered</c>, <c>ending-signature</c>, <c>ending-chain</c>, <c>ending-rule</c> (no rule in force allowed it, or not yet) or
/// <c>ending-content</c> (it took other entries than it says).
/// </param>
/// <param name="Seal">Number of the seal, or of the ending.</param>
/// <param name="First">First place under the seal, transaction:position; of an ending its month.</param>
/// <param name="Last">Last place under the seal; of an ending its month.</param>
/// <param name="Place">The very entry, where it can be told.</param>
/// <param name="Entries">Entries under the seal, or ended.</param>
/// <param name="SealedAt">When it was sealed or ended.</param>
public sealed record TrailFinding(string Kind, long Seal, string First, string Last, string? Place, long Entries, DateTimeOffset SealedAt);

/// <summary>What the verification of a trail found.</summary>
/// <param name="Trail">Name of the trail.</param>
/// <param name="Seals">Seals checked.</param>
/// <param name="Entries">Entries under them, those that were ended included.</param>
/// <param name="Unsealed">Entries that wait for a seal.</param>
/// <param name="Findings">What is wrong; empty when nothing is.</param>
/// <param name="EndedMonths">Months that were ended by rule.</param>
/// <param name="EndedEntries">Entries that they held.</param>
public sealed record TrailReport(string Trail, int Seals, long Entries, long Unsealed, IReadOnlyList<TrailFinding> Findings, int EndedMonths, long EndedEntries);
