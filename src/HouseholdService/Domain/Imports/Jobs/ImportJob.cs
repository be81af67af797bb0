using PovertyPlatform.Contracts;
using PovertyPlatform.ServiceDefaults.Access;

namespace PovertyPlatform.HouseholdService.Domain.Imports.Jobs;

/// <summary>The import of one file, from its upload to its end. The runner changes it by statements of its own; here it is asked for and cancelled.</summary>
[PersonalData(DataClass.P1)]
public sealed class ImportJob : IAreaBound
{
    /// <summary>Identity (UUID version 7).</summary>
    public Guid Id { get; init; } = Guid.CreateVersion7();

    /// <summary>Province of the commune.</summary>
    public required string ProvinceCode { get; init; }

    /// <summary>Commune whose list it is.</summary>
    public required string CommuneCode { get; init; }

    /// <summary>Year whose list the review serves.</summary>
    public short Year { get; init; }

    /// <summary>Date of the review where a household states none.</summary>
    public DateOnly ReviewedOn { get; init; }

    /// <summary>What to do when households have faults.</summary>
    public OnFaults OnFaults { get; init; }

    /// <summary>Name under which the file was sent.</summary>
    public required string FileName { get; init; }

    /// <summary><c>xlsx</c> or <c>csv</c>, as its content says.</summary>
    public required string FileKind { get; init; }

    /// <summary>Size.</summary>
    public long FileBytes { get; init; }

    /// <summary>SHA-256 of the file.</summary>
    public required byte[] FileSha256 { get; init; }

    /// <summary>When the rules of retention took the file away; its digest stays.</summary>
    public DateTimeOffset? ExpiredAt { get; init; }

    /// <summary>When rows of erased persons were last taken out of the kept file; null while it is kept as it came.</summary>
    public DateTimeOffset? RedactedAt { get; init; }

    /// <summary>SHA-256 of what is kept since; null when nobody could read the file as a list, so that it was dropped as a whole.</summary>
    public byte[]? KeptSha256 { get; init; }

    /// <summary><c>xlsx</c> or <c>csv</c>: what is kept since.</summary>
    public string? KeptKind { get; init; }

    /// <summary>Size of what is kept since.</summary>
    public long? KeptBytes { get; init; }

    /// <summary>Where it is.</summary>
    public ImportState State { get; set; }

    /// <summary>Somebody asked to stop it.</summary>
    public bool CancelRequested { get; set; }

    /// <summary>Type of the exception that ended it.</summary>
    public string? Failure { get; init; }

    /// <summary>Who sent it.</summary>
    public required string ActorId { get; init; }

    /// <summary>Client through which it was sent.</summary>
    public required string ClientId { get; init; }

    /// <summary>Agency of a partner.</summary>
    public string? AgencyId { get; init; }

    /// <summary>Roles of the sender.</summary>
    public required string[] Roles { get; init; }

    /// <summary>The sender may record what people are and live on.</summary>
    public bool TakesFacts { get; init; }

    /// <summary>Trace of the upload; the work goes on in it.</summary>
    public string? Traceparent { get; init; }

    /// <summary>When it was sent.</summary>
    public DateTimeOffset RequestedAt { get; init; }

    /// <summary>When work began.</summary>
    public DateTimeOffset? StartedAt { get; init; }

    /// <summary>When it ended.</summary>
    public DateTimeOffset? EndedAt { get; set; }

    /// <summary>Rows of members read.</summary>
    public int RowsRead { get; init; }

    /// <summary>Rows the file has, estimated while it is read.</summary>
    public int? RowsExpected { get; init; }

    /// <summary>Households in the file.</summary>
    public int Households { get; init; }

    /// <summary>Members in the file.</summary>
    public int Members { get; init; }

    /// <summary>Households not taken.</summary>
    public int HouseholdsFaulty { get; init; }

    /// <summary>Households new to the registry.</summary>
    public int HouseholdsAdded { get; init; }

    /// <summary>Households found again of which something changed.</summary>
    public int HouseholdsChanged { get; init; }

    /// <summary>Households found again as they were.</summary>
    public int HouseholdsUnchanged { get; init; }

    /// <summary>Reviews that were new or had other answers.</summary>
    public int ReviewsRecorded { get; init; }

    /// <summary>Faults found.</summary>
    public int Faults { get; init; }

    /// <summary>Values put right.</summary>
    public int Repairs { get; init; }

    /// <summary>Things worth knowing.</summary>
    public int Notices { get; init; }
}

/// <summary>Where an import is.</summary>
public enum ImportState
{
    /// <summary>Waits for its turn.</summary>
    Queued,

    /// <summary>The file is being read and checked row by row.</summary>
    Reading,

    /// <summary>The whole is being checked: doubles, people registered elsewhere.</summary>
    Checking,

    /// <summary>Households are being taken into the registry.</summary>
    Merging,

    /// <summary>Ended; what had no fault is in the registry.</summary>
    Done,

    /// <summary>Ended as a preview: nothing was taken, the counts say what would be; it can be accepted.</summary>
    Previewed,

    /// <summary>Ended; nothing was taken, the findings say why.</summary>
    Refused,

    /// <summary>Ended on request; nothing was taken.</summary>
    Cancelled,

    /// <summary>Ended by a mistake of the system.</summary>
    Failed,
}

/// <summary>What to do when households have faults.</summary>
public enum OnFaults
{
    /// <summary>Take nothing.</summary>
    Reject,

    /// <summary>Take the households without fault.</summary>
    Skip,

    /// <summary>Take nothing now: only say what would be taken.</summary>
    Preview,
}
