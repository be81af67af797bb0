using PovertyPlatform.Contracts;
using PovertyPlatform.HouseholdService.Domain.HouseholdEvents;
using PovertyPlatform.HouseholdService.Domain.Households;
using PovertyPlatform.ServiceDefaults.Access;
using PovertyPlatform.ServiceDefaults.Errors;

namespace PovertyPlatform.HouseholdService.Domain.HandOvers;

/// <summary>
/// A household that its commune offers to the commune where it lives now (bàn giao hộ). The area of the row is that of the offering commune; both sides see it, and nothing
/// of the household changes before the other side accepts.
/// </summary>
[PersonalData(DataClass.P1)]
public sealed class HouseholdHandOver : IAreaBound
{
    /// <summary>Province that offers.</summary>
    public required string ProvinceCode { get; init; }

    /// <summary>Commune that offers.</summary>
    public required string CommuneCode { get; init; }

    /// <summary>Identity (UUID version 7).</summary>
    public Guid Id { get; init; } = Guid.CreateVersion7();

    /// <summary>The household.</summary>
    public Guid HouseholdId { get; init; }

    /// <summary>Province to which it is offered.</summary>
    public required string ToProvinceCode { get; init; }

    /// <summary>Commune to which it is offered.</summary>
    public required string ToCommuneCode { get; init; }

    /// <summary>First day in the other commune.</summary>
    public DateOnly MovedOn { get; init; }

    /// <summary>Why, for the other commune to read; without names and numbers.</summary>
    public required string Reason { get; init; }

    /// <summary>Number of the paper behind it.</summary>
    public required string Evidence { get; init; }

    /// <summary>The choice of a hamlet's new commune to which it belongs, or null: then two communes agreed on it.</summary>
    public Guid? ChoiceId { get; init; }

    /// <summary>The hand-over that this one takes back, because the move to which that belongs was undone; or null.</summary>
    public Guid? TakesBackId { get; init; }

    /// <summary>Where it stands.</summary>
    public HandOverState State { get; private set; }

    /// <summary>Who offered it.</summary>
    public required string OfferedBy { get; init; }

    /// <summary>When (UTC).</summary>
    public DateTimeOffset OfferedAt { get; init; }

    /// <summary>Who accepted, refused or withdrew it.</summary>
    public string? ClosedBy { get; private set; }

    /// <summary>When (UTC).</summary>
    public DateTimeOffset? ClosedAt { get; private set; }

    /// <summary>Why it was refused or withdrawn.</summary>
    public string? CloseReason { get; private set; }

    /// <summary>The event by which the household moved.</summary>
    public Guid? EventId { get; private set; }

    /// <summary>Recognised list that goes along, or null when the household was on none.</summary>
    public Guid? ListId { get; private set; }

    /// <summary>Its year.</summary>
    public short? ListYear { get; private set; }

    /// <summary>Its decision.</summary>
    public string? DecisionNumber { get; private set; }

    /// <summary>Date of the decision.</summary>
    public DateOnly? DecidedOn { get; private set; }

    /// <summary>Class on it; holds until the next list of the commune where the household lives.</summary>
    public PovertyClass? Class { get; private set; }

    /// <summary>Date of the decision by which the household left poverty or near-poverty, where it did.</summary>
    public DateOnly? ExitDecidedOn { get; private set; }

    /// <summary>Persons of the household on that list.</summary>
    public short? ListPersons { get; private set; }

    /// <summary>Row version of the database (<c>xmin</c>).</summary>
    public uint RowVersion { get; set; }

    /// <summary>Why the household cannot be offered or taken over on the day, or null.</summary>
    public static Refusal? WhyNot(Dossier dossier, string toCommune, DateOnly on, DateOnly today)
    {
        var household = dossier.Household;
        if (household.ErasedOn is not null)
            return Refusal.NotFound;
        if (household.CommuneCode == toCommune)
            return Refusal.Rule("lives-there-already", "Hộ đang thuộc xã này; chuyển thôn trong xã không cần bàn giao.", "The household belongs to this commune; a move inside it needs no hand-over.", HouseholdLaw.Residence);
        return dossier.WhyNotOn(on, today) ?? dossier.WhyNotAfter(on) ?? dossier.Living.Select(member => Dossier.WhyNotAfter(member, on)).FirstOrDefault(refusal => refusal is not null);
    }

    /// <summary>
    /// Why the household cannot be taken over now, or null. A unit that ended did so whatever happened to its households since, so that a choice asks no more than that the household is there.
    /// </summary>
    public Refusal? WhyNotNow(Dossier left, DateOnly today) => ChoiceId is null ? WhyNot(left, ToCommuneCode, MovedOn, today)
        : left.Household.ErasedOn is not null ? Refusal.NotFound : left.WhyNotOn(MovedOn, today);

    /// <summary>The other commune takes the household over, with what was recognised about it.</summary>
    public void Accept(string by, DateTimeOffset now, Guid eventId, CarriedRecognition? recognition)
    {
        Close(HandOverState.Accepted, by, now, null);
        EventId = eventId;
        (ListId, ListYear, DecisionNumber, DecidedOn) = (recognition?.ListId, recognition?.Year, recognition?.DecisionNumber, recognition?.DecidedOn);
        (Class, ExitDecidedOn, ListPersons) = (recognition?.Class, recognition?.ExitDecidedOn, recognition?.Persons);
    }

    /// <summary>The other commune does not take it.</summary>
    public void Refuse(string by, DateTimeOffset now, string reason) => Close(HandOverState.Refused, by, now, reason);

    /// <summary>The offering commune takes its offer back.</summary>
    public void Withdraw(string by, DateTimeOffset now, string reason) => Close(HandOverState.Withdrawn, by, now, reason);

    private void Close(HandOverState state, string by, DateTimeOffset now, string? reason) => (State, ClosedBy, ClosedAt, CloseReason) = (state, by, now, reason);
}

/// <summary>What was recognised about a household when it left; valid until the next list of the commune where it lives.</summary>
/// <param name="ListId">The list.</param>
/// <param name="Year">Its year.</param>
/// <param name="DecisionNumber">Its decision.</param>
/// <param name="DecidedOn">Date of the decision.</param>
/// <param name="Class">Class on it.</param>
/// <param name="ExitDecidedOn">Date of the decision by which the household left poverty or near-poverty, where it did.</param>
/// <param name="Persons">Persons of the household on the list; absent for hand-overs that did not note them.</param>
[PersonalData(DataClass.P1)]
public sealed record CarriedRecognition(Guid ListId, short Year, string DecisionNumber, DateOnly DecidedOn, PovertyClass Class, DateOnly? ExitDecidedOn, short? Persons);

/// <summary>Where a hand-over stands.</summary>
[System.Text.Json.Serialization.JsonConverter(typeof(System.Text.Json.Serialization.JsonStringEnumConverter<HandOverState>))]
public enum HandOverState
{
    /// <summary>The other commune has not answered yet; the household is where it was.</summary>
    Offered,

    /// <summary>The household is the other commune's.</summary>
    Accepted,

    /// <summary>The other commune does not take it.</summary>
    Refused,

    /// <summary>The offering commune took the offer back.</summary>
    Withdrawn,
}
