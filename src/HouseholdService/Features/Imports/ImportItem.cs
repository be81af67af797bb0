using PovertyPlatform.Contracts;
using PovertyPlatform.HouseholdService.Domain.Imports.Jobs;

namespace PovertyPlatform.HouseholdService.Features.Imports;

/// <summary>An import as clients see it.</summary>
/// <param name="Id">Identity of the import.</param>
/// <param name="State">queued, reading, checking, merging; or how it ended: done, previewed, refused, cancelled, failed.</param>
/// <param name="CommuneCode">Commune whose list it is.</param>
/// <param name="Year">Year whose list the review serves.</param>
/// <param name="ReviewedOn">Date of the review where a household states none.</param>
/// <param name="OnFaults">What happens when households have faults: reject takes nothing, skip takes the others, preview takes nothing at all.</param>
/// <param name="File">The file.</param>
/// <param name="Progress">How far it is.</param>
/// <param name="Counts">What it came to; final once it ended.</param>
/// <param name="RequestedBy">Who sent the file.</param>
/// <param name="RequestedAt">When it was sent (UTC).</param>
/// <param name="EndedAt">When it ended (UTC).</param>
/// <param name="CancelRequested">Somebody asked to stop it.</param>
[PersonalData(DataClass.P1)]
public sealed record ImportItem(
    Guid Id, string State, string CommuneCode, int Year, DateOnly ReviewedOn, string OnFaults, ImportedFile File, ImportProgress Progress, ImportCounts Counts,
    string RequestedBy, DateTimeOffset RequestedAt, DateTimeOffset? EndedAt, bool CancelRequested)
{
    internal static ImportItem Of(ImportJob job) => new(
        job.Id, job.State.ToString().ToLowerInvariant(), job.CommuneCode, job.Year, job.ReviewedOn, job.OnFaults.ToString().ToLowerInvariant(),
        new ImportedFile(job.FileName, job.FileKind, job.FileBytes, Convert.ToHexStringLower(job.FileSha256),
            job.RedactedAt is { } at ? new RedactedFile(at, job.KeptKind, job.KeptBytes, job.KeptSha256 is { } kept ? Convert.ToHexStringLower(kept) : null) : null),
        new ImportProgress(job.RowsRead, job.RowsExpected),
        new ImportCounts(
            job.Households, job.Members, job.HouseholdsFaulty, job.HouseholdsAdded, job.HouseholdsChanged, job.HouseholdsUnchanged, job.ReviewsRecorded,
            job.Faults, job.Repairs, job.Notices),
        job.ActorId, job.RequestedAt, job.EndedAt, job.CancelRequested);
}

/// <summary>The imported file; it is kept as it came, but for rows of persons whose data was erased.</summary>
/// <param name="Name">Name under which it was sent.</param>
/// <param name="Kind">xlsx, xls or csv.</param>
/// <param name="Bytes">Size in bytes, as sent.</param>
/// <param name="Sha256">SHA-256 of what was sent, hexadecimal; it never changes.</param>
/// <param name="Redacted">What is kept instead since rows were taken out; missing while the file is kept as it came.</param>
[PersonalData(DataClass.P1)]
public sealed record ImportedFile(string Name, string Kind, long Bytes, string Sha256, RedactedFile? Redacted);

/// <summary>What is kept of a file out of which rows of erased persons were taken; the certificates under which it happened are listed by the import's redactions.</summary>
/// <param name="At">When it was last rewritten (UTC).</param>
/// <param name="Kind">xlsx or csv; missing when nothing is kept, because nobody could read the file as a list.</param>
/// <param name="Bytes">Size in bytes.</param>
/// <param name="Sha256">SHA-256 of what is kept, hexadecimal.</param>
[PersonalData(DataClass.P1)]
public sealed record RedactedFile(DateTimeOffset At, string? Kind, long? Bytes, string? Sha256);

/// <summary>How far an import is.</summary>
/// <param name="RowsRead">Rows of members read.</param>
/// <param name="RowsExpected">Rows the file seems to have; an estimate while it is read, missing at the very beginning.</param>
[PersonalData(DataClass.P1)]
public sealed record ImportProgress(int RowsRead, int? RowsExpected);

/// <summary>What an import came to.</summary>
/// <param name="Households">Households in the file.</param>
/// <param name="Members">Members in the file.</param>
/// <param name="HouseholdsFaulty">Households with faults, which are not taken.</param>
/// <param name="HouseholdsAdded">Households new to the registry.</param>
/// <param name="HouseholdsChanged">Households found again of which something changed.</param>
/// <param name="HouseholdsUnchanged">Households found again as they were.</param>
/// <param name="ReviewsRecorded">Reviews that were new or had other answers.</param>
/// <param name="Faults">Faults found.</param>
/// <param name="Repairs">Values put right, for example lost zeros of identity numbers.</param>
/// <param name="Notices">Things worth knowing.</param>
[PersonalData(DataClass.P1)]
public sealed record ImportCounts(
    int Households, int Members, int HouseholdsFaulty, int HouseholdsAdded, int HouseholdsChanged, int HouseholdsUnchanged, int ReviewsRecorded,
    int Faults, int Repairs, int Notices);
