using PovertyPlatform.Contracts;
using PovertyPlatform.HouseholdService.Domain.Lists;
using PovertyPlatform.ServiceDefaults.Access;
using PovertyPlatform.ServiceDefaults.Errors;

namespace PovertyPlatform.HouseholdService.Domain.Standards;

/// <summary>
/// The list of a province's own standard in a commune and year, as the commune decided it: households below its lines that the national list does not recognise. It is kept
/// apart: no national list, event or report knows it. Immutable; a mistake is corrected by another decision.
/// </summary>
[FrameOfHamlets]
[PersonalData(DataClass.P1)]
public sealed class LocalList : IAreaBound
{
    private const string Procedure = "QĐ 24/2021/QĐ-TTg";

    /// <summary>Province.</summary>
    public required string ProvinceCode { get; init; }

    /// <summary>Commune.</summary>
    public required string CommuneCode { get; init; }

    /// <summary>Identity (UUID version 7).</summary>
    public Guid Id { get; init; } = Guid.CreateVersion7();

    /// <summary>Code of the province's standard.</summary>
    public required string StandardCode { get; init; }

    /// <summary>Year of the review.</summary>
    public short ReviewYear { get; init; }

    /// <summary>Number of the decision.</summary>
    public required string DecisionNumber { get; init; }

    /// <summary>Date of the decision.</summary>
    public DateOnly DecidedOn { get; init; }

    /// <summary>Who signed it, as printed.</summary>
    public required string Signer { get; init; }

    /// <summary>SHA-256 of the signed document, in lower-case hex.</summary>
    public required string FileSha256 { get; init; }

    /// <summary><see cref="Lists.ContentHash"/> over households and local classes.</summary>
    public required string ContentHash { get; init; }

    /// <summary>Households poor by the local lines only.</summary>
    public int Poor { get; init; }

    /// <summary>Households near-poor by the local lines only.</summary>
    public int NearPoor { get; init; }

    /// <summary>Persons in both.</summary>
    public int Persons { get; init; }

    /// <summary>The list that this one corrects, or null.</summary>
    public Guid? ReplacesId { get; init; }

    /// <summary>Who recorded it.</summary>
    public required string RecordedBy { get; init; }

    /// <summary>When (UTC).</summary>
    public DateTimeOffset RecordedAt { get; init; }

    /// <summary>Why a list cannot be decided on the day under the standard, or null.</summary>
    /// <param name="standard">The province's standard.</param>
    /// <param name="national">The national list in force of the commune and year, or null.</param>
    /// <param name="decision">The decision.</param>
    /// <param name="today">Today in Viet Nam.</param>
    public static Refusal? WhyNot(LocalStandard standard, PovertyList? national, Decision decision, DateOnly today)
    {
        if (decision.DecidedOn > today)
            return Refusal.Rule("in-future", $"Ngày {decision.DecidedOn:dd/MM/yyyy} ở tương lai.", $"{decision.DecidedOn:yyyy-MM-dd} lies in the future.", Procedure);
        if (decision.DecidedOn < standard.ValidFrom || decision.DecidedOn > standard.ValidTo)
            return Refusal.Rule("outside-standard", $"Chuẩn {standard.Code} chỉ áp dụng từ {standard.ValidFrom:dd/MM/yyyy} đến {standard.ValidTo:dd/MM/yyyy}.",
                $"The standard {standard.Code} holds from {standard.ValidFrom:yyyy-MM-dd} to {standard.ValidTo:yyyy-MM-dd}.", standard.LegalBasis);
        if (national is null)
            return Refusal.Rule("national-list-first", "Xã chưa công nhận danh sách theo chuẩn quốc gia của năm này; công nhận danh sách đó trước.",
                "The commune has not recognised the list by the national standard of this year; recognise that one first.", Procedure);
        return decision.DecidedOn < national.DecidedOn
            ? Refusal.Rule("dates-out-of-order", $"Quyết định này không được trước quyết định công nhận theo chuẩn quốc gia ngày {national.DecidedOn:dd/MM/yyyy}.",
                $"The decision cannot come before that on the national list, of {national.DecidedOn:yyyy-MM-dd}.", Procedure)
            : null;
    }

    /// <summary>There is a list already, or another one than the one named is the latest.</summary>
    public static Refusal OtherLatest(Guid? latest) => Refusal.Conflict("local-list-exists",
        latest is null ? "Chưa có danh sách nào để đính chính." : $"Đã có danh sách {latest} của xã, chuẩn và năm này; muốn đính chính thì ghi danh sách đó vào replaces.",
        latest is null ? "There is no list to correct." : $"The list {latest} of this commune, standard and year exists; to correct it, name it in replaces.") with
    { LegalSource = Procedure };
}

/// <summary>A household on a list of a province's own standard.</summary>
[PersonalData(DataClass.P1)]
[PartOfHamlet(nameof(HouseholdId))]
public sealed class LocalListEntry : IAreaBound
{
    /// <summary>Province.</summary>
    public required string ProvinceCode { get; init; }

    /// <summary>Commune.</summary>
    public required string CommuneCode { get; init; }

    /// <summary>The list.</summary>
    public Guid ListId { get; init; }

    /// <summary>The household.</summary>
    public Guid HouseholdId { get; init; }

    /// <summary>Class under the province's standard.</summary>
    public PovertyClass LocalClass { get; init; }

    /// <summary>Class under the national standard.</summary>
    public PovertyClass NationalClass { get; init; }

    /// <summary>Persons.</summary>
    public short Persons { get; init; }
}
