namespace PovertyPlatform.SupportProgramService.Domain.Programmes;

/// <summary>Days on which a row is in force, both ends included. No first day means that it is not known, no last day that it is still in force.</summary>
public readonly record struct Period(DateOnly? From, DateOnly? To)
{
    public bool Contains(DateOnly day) => (From is null || day >= From) && (To is null || day <= To);

    public bool Overlaps(Period other) =>
        (To is null || other.From is null || other.From <= To) && (other.To is null || From is null || From <= other.To);
}

/// <summary>A row of law: it holds for a time and says where it comes from.</summary>
public interface IDated
{
    DateOnly? ValidFrom { get; }

    DateOnly? ValidTo { get; }

    Period InForce => new(ValidFrom, ValidTo);
}
