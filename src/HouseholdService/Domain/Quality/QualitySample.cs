using PovertyPlatform.Contracts;
using PovertyPlatform.ServiceDefaults.Access;
using PovertyPlatform.ServiceDefaults.Errors;

namespace PovertyPlatform.HouseholdService.Domain.Quality;

/// <summary>A random sample of a commune's review that is visited again from outside.</summary>
[PersonalData(DataClass.P1)]
public sealed class QualitySample : IAreaBound
{
    /// <summary>Province.</summary>
    public required string ProvinceCode { get; init; }

    /// <summary>Commune.</summary>
    public required string CommuneCode { get; init; }

    /// <summary>Identity (UUID version 7).</summary>
    public Guid Id { get; init; } = Guid.CreateVersion7();

    /// <summary>The review that is checked.</summary>
    public Guid CycleId { get; init; }

    /// <summary>Seed; whoever has it draws the same sample.</summary>
    public long Seed { get; init; }

    /// <summary>Households in the sample.</summary>
    public int Size { get; init; }

    /// <summary>Households from which it was drawn.</summary>
    public int Population { get; init; }

    /// <summary>Who drew it.</summary>
    public required string DrawnBy { get; init; }

    /// <summary>When.</summary>
    public DateTimeOffset DrawnAt { get; init; }
}

/// <summary>One household of a sample, and what the second visit found.</summary>
public sealed class QualityVisit : IAreaBound
{
    /// <summary>Province.</summary>
    [PersonalData(DataClass.P1)]
    public required string ProvinceCode { get; init; }

    /// <summary>Commune.</summary>
    [PersonalData(DataClass.P1)]
    public required string CommuneCode { get; init; }

    /// <summary>The sample.</summary>
    public Guid SampleId { get; init; }

    /// <summary>The case that is checked.</summary>
    public Guid CaseId { get; init; }

    /// <summary>Stratum.</summary>
    [PersonalData(DataClass.P1)]
    public required string Stratum { get; init; }

    /// <summary>Class before the review.</summary>
    public PovertyClass? StartClass { get; init; }

    /// <summary>Class that the review decided.</summary>
    public PovertyClass DecidedClass { get; init; }

    /// <summary>Class that the second visit found.</summary>
    public PovertyClass? FoundClass { get; private set; }

    /// <summary>Date of the second visit.</summary>
    [PersonalData(DataClass.P1)]
    public DateOnly? VisitedOn { get; private set; }

    /// <summary>Who visited.</summary>
    [PersonalData(DataClass.P1)]
    public string? Visitor { get; private set; }

    /// <summary>Note; never leaves the registry.</summary>
    [PersonalData(DataClass.P2)]
    public string? Note { get; private set; }

    /// <summary>Records the second visit; the first record stands.</summary>
    public Refusal? Record(PovertyClass found, DateOnly on, string? visitor, string? note, DateOnly decidedOn, DateOnly today)
    {
        if (FoundClass is not null)
            return Refusal.Conflict("already-visited", "Hộ này đã được kiểm tra lại.", "This household was visited again already.");
        if (found == PovertyClass.Undetermined || visitor?.Trim() is not { Length: > 0 and <= 200 } || note?.Length > 1000)
            return Refusal.Invalid(new FieldFault("visitor", "Ghi kết quả và người kiểm tra (tối đa 200 ký tự).", "State the result and who visited (at most 200 characters)."));
        if (on < decidedOn || on > today)
            return Refusal.Rule("dates-out-of-order", "Ngày kiểm tra lại phải sau quyết định và không ở tương lai.", "The second visit lies after the decision and not in the future.", "QĐ 24/2021/QĐ-TTg");
        (FoundClass, VisitedOn, Visitor, Note) = (found, on, visitor.Trim(), string.IsNullOrWhiteSpace(note) ? null : note.Trim());
        return null;
    }
}

/// <summary>What the second visits say about a review.</summary>
/// <param name="WrongInclusion">Decided as poor or near-poor, found to be neither.</param>
/// <param name="WrongExit">Decided to have left, found to be poor or near-poor still.</param>
/// <param name="Missed">Decided to be neither and never on the list, found to be poor or near-poor.</param>
/// <param name="OtherClass">Poor instead of near-poor, or the other way round.</param>
public sealed record QualityRates(Proportion WrongInclusion, Proportion WrongExit, Proportion Missed, Proportion OtherClass)
{
    /// <summary>Rates over the visits made so far.</summary>
    public static QualityRates Of(IEnumerable<QualityVisit> visits)
    {
        var made = visits.Where(visit => visit.FoundClass is not null).ToList();
        Proportion Share(Func<QualityVisit, bool> among, Func<QualityVisit, bool> wrong) => Proportion.From(made.Count(visit => among(visit) && wrong(visit)), made.Count(among));
        return new QualityRates(
            Share(visit => IsOn(visit.DecidedClass), visit => !IsOn(visit.FoundClass!.Value)),
            Share(visit => !IsOn(visit.DecidedClass) && IsOn(visit.StartClass), visit => IsOn(visit.FoundClass!.Value)),
            Share(visit => !IsOn(visit.DecidedClass) && !IsOn(visit.StartClass), visit => IsOn(visit.FoundClass!.Value)),
            Share(visit => IsOn(visit.DecidedClass), visit => IsOn(visit.FoundClass!.Value) && visit.FoundClass != visit.DecidedClass));
    }

    private static bool IsOn(PovertyClass? found) => found is PovertyClass.Poor or PovertyClass.NearPoor;
}
