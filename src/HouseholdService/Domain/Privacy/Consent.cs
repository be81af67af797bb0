using System.Text.Json.Serialization;
using PovertyPlatform.Contracts;
using PovertyPlatform.ServiceDefaults.Access;
using PovertyPlatform.ServiceDefaults.Errors;

namespace PovertyPlatform.HouseholdService.Domain.Privacy;

/// <summary>A person's yes to one extra (sự đồng ý): how it was obtained, for whom, until when. It is withdrawn, never edited.</summary>
[PartOfHamlet(nameof(HouseholdId))]
public sealed class Consent : IAreaBound
{
    /// <summary>Province.</summary>
    [PersonalData(DataClass.P1)]
    public required string ProvinceCode { get; init; }

    /// <summary>Commune.</summary>
    [PersonalData(DataClass.P1)]
    public required string CommuneCode { get; init; }

    /// <summary>Identity (UUID version 7).</summary>
    public Guid Id { get; init; } = Guid.CreateVersion7();

    /// <summary>The household.</summary>
    public Guid HouseholdId { get; init; }

    /// <summary>The one person; null for the household.</summary>
    public Guid? MemberId { get; init; }

    /// <summary>Code of the <see cref="ConsentKind"/>.</summary>
    [PersonalData(DataClass.P1)]
    public required string KindCode { get; init; }

    /// <summary>First day.</summary>
    [PersonalData(DataClass.P1)]
    public DateOnly GivenOn { get; init; }

    /// <summary>Last day.</summary>
    [PersonalData(DataClass.P1)]
    public DateOnly Until { get; init; }

    /// <summary>How it was obtained.</summary>
    public ConsentForm Obtained { get; init; }

    /// <summary>Number of the form or recording.</summary>
    [PersonalData(DataClass.P1)]
    public required string FormReference { get; init; }

    /// <summary>SHA-256 of the scan or recording.</summary>
    [PersonalData(DataClass.P1)]
    public string? FormSha256 { get; init; }

    /// <summary>Who said yes; personal data.</summary>
    [PersonalData(DataClass.P2)]
    public required string GivenBy { get; init; }

    /// <summary>In what capacity.</summary>
    public RequesterRelation Relation { get; init; }

    /// <summary>Who was there; personal data.</summary>
    [PersonalData(DataClass.P2)]
    public string? Witness { get; init; }

    /// <summary>Subject of the token that took it.</summary>
    [PersonalData(DataClass.P1)]
    public required string TakenBy { get; init; }

    /// <summary>When it was recorded.</summary>
    [PersonalData(DataClass.P1)]
    public DateTimeOffset RecordedAt { get; init; }

    /// <summary>Day of the withdrawal.</summary>
    [PersonalData(DataClass.P1)]
    public DateOnly? WithdrawnOn { get; private set; }

    /// <summary>How it was withdrawn.</summary>
    [PersonalData(DataClass.P1)]
    public string? WithdrawalReference { get; private set; }

    /// <summary>Subject of the token that recorded the withdrawal.</summary>
    [PersonalData(DataClass.P1)]
    public string? WithdrawnBy { get; private set; }

    /// <summary>When the withdrawal was recorded: nothing is shared from this moment.</summary>
    [PersonalData(DataClass.P1)]
    public DateTimeOffset? WithdrawnAt { get; private set; }

    /// <summary>True while it allows something.</summary>
    public bool HoldsOn(DateOnly day) => WithdrawnOn is null && GivenOn <= day && day <= Until;

    /// <summary>Why the paper says no yes of the right person, or null. Silence, and a yes for an adult by somebody else, are none.</summary>
    /// <param name="kind">What is asked.</param>
    /// <param name="isOfMember">About one person.</param>
    /// <param name="isAdult">That person is 18 or over.</param>
    /// <param name="relation">Who says yes.</param>
    public static FieldFault? WrongGiver(ConsentKind kind, bool isOfMember, bool isAdult, RequesterRelation relation)
    {
        if ((kind.About == "household" && isOfMember) || (kind.About == "person" && !isOfMember))
            return new FieldFault("memberId", "Loại đồng ý này dành cho đối tượng khác (hộ hoặc từng người).", "This kind is about the other one: the household, or a person.");
        if (relation == RequesterRelation.Heir)
            return new FieldFault("relation", "Người thừa kế không đồng ý thay được.", "An heir cannot consent.");
        if (!isOfMember)
            return relation == RequesterRelation.Self
                ? new FieldFault("relation", "Chủ hộ hoặc người đại diện đồng ý thay cho hộ.", "The head or a representative consents for the household.")
                : null;
        if (!isAdult)
            return relation == RequesterRelation.LegalRepresentative ? null : new FieldFault("relation", "Người chưa đủ 18 tuổi phải do người đại diện theo pháp luật đồng ý.", "For somebody under 18 the legal representative consents.");
        return relation == RequesterRelation.HeadOfHousehold ? new FieldFault("relation", "Người đã thành niên tự đồng ý, chủ hộ không đồng ý thay.", "An adult consents in person; the head cannot.") : null;
    }

    /// <summary>Withdraws it; it counts from this moment, whatever day the paper bears.</summary>
    public void Withdraw(DateOnly on, string reference, string actorId, DateTimeOffset now) =>
        (WithdrawnOn, WithdrawalReference, WithdrawnBy, WithdrawnAt) = (on < GivenOn ? GivenOn : on, reference, actorId, now);
}

/// <summary>How a consent was obtained.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ConsentForm>))]
public enum ConsentForm
{
    /// <summary>A signed form.</summary>
    PaperForm = 1,

    /// <summary>Confirmed with an electronic identity.</summary>
    Electronic,

    /// <summary>A recording, for people who do not write.</summary>
    VoiceRecorded,
}
