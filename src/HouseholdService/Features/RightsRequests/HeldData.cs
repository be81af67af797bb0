using PovertyPlatform.Contracts;
using PovertyPlatform.HouseholdService.Domain.Households;
using PovertyPlatform.HouseholdService.Domain.Privacy;

namespace PovertyPlatform.HouseholdService.Features.RightsRequests;

/// <summary>What is held about a household or one of its members, in full. Sensitive: for the person who asked.</summary>
/// <param name="RequestId">Request that it answers.</param>
/// <param name="At">When it was drawn up (UTC).</param>
/// <param name="Household">The household.</param>
/// <param name="Persons">The person who asked, or all members, those who left included.</param>
/// <param name="Reviews">Answers of reviews.</param>
/// <param name="Lists">Lists on which it stood or stands.</param>
/// <param name="Objections">Objections about it; who objected is not told.</param>
/// <param name="Causes">Causes of poverty recorded.</param>
/// <param name="Needs">Needs assessments.</param>
/// <param name="Commitments">Commitments.</param>
/// <param name="Facts">Associations and circumstances of the persons.</param>
/// <param name="Livelihoods">Income and work as seen between reviews.</param>
/// <param name="Consents">Consents given, with what became of them.</param>
/// <param name="Restrictions">Restrictions of use.</param>
/// <param name="Requests">Requests of rights.</param>
/// <param name="Accesses">Who saw or changed it, latest first.</param>
/// <param name="IsCut">True when a part was longer than one answer holds (500 lines); the rest is given on paper.</param>
[PersonalData(DataClass.P1)]
public sealed record HeldData(
    Guid RequestId, DateTimeOffset At, HeldHousehold Household, IReadOnlyList<HeldPerson> Persons, IReadOnlyList<HeldReview> Reviews, IReadOnlyList<HeldListing> Lists, IReadOnlyList<HeldText> Objections,
    IReadOnlyList<HeldText> Causes, IReadOnlyList<HeldText> Needs, IReadOnlyList<HeldText> Commitments, IReadOnlyList<HeldFact> Facts, IReadOnlyList<HeldText> Livelihoods, IReadOnlyList<HeldText> Consents, IReadOnlyList<HeldText> Restrictions, IReadOnlyList<HeldRequest> Requests,
    IReadOnlyList<HeldAccess> Accesses, bool IsCut);

/// <summary>The household as held.</summary>
/// <param name="Id">The household.</param>
/// <param name="CommuneCode">Commune.</param>
/// <param name="Code">Code on the commune's lists.</param>
/// <param name="Hamlet">Hamlet.</param>
/// <param name="HeadName">Head.</param>
/// <param name="AreaType">Urban or rural.</param>
/// <param name="EthnicGroupCode">Ethnic group of the head.</param>
/// <param name="Persons">Members.</param>
/// <param name="HasMeritMember">A person of merit lives in it.</param>
/// <param name="LacksLabourCapacity">Nobody of working age can work.</param>
/// <param name="InDifficultArea">Especially difficult area.</param>
/// <param name="Telephone">Telephone.</param>
/// <param name="Address">Address.</param>
/// <param name="RecordedAt">When it entered the registry.</param>
public sealed record HeldHousehold(
    Guid Id, [PersonalData(DataClass.P1)] string CommuneCode, [PersonalData(DataClass.P1)] string? Code, [PersonalData(DataClass.P1)] string Hamlet, [PersonalData(DataClass.P2)] string HeadName, AreaType AreaType, [PersonalData(DataClass.P3)] string EthnicGroupCode, [PersonalData(DataClass.P1)] int Persons, bool HasMeritMember, bool LacksLabourCapacity, bool InDifficultArea,
    [PersonalData(DataClass.P2)] string? Telephone, [PersonalData(DataClass.P2)] string? Address, [PersonalData(DataClass.P1)] DateTimeOffset RecordedAt);

/// <summary>A person as held.</summary>
/// <param name="Id">The person.</param>
/// <param name="FullName">Name.</param>
/// <param name="Sex">Sex.</param>
/// <param name="BirthYear">Year of birth.</param>
/// <param name="BirthDate">Date of birth.</param>
/// <param name="EthnicGroupCode">Ethnic group.</param>
/// <param name="Relation">Relation to the head.</param>
/// <param name="IdentityNumber">Identity number.</param>
/// <param name="OldNumber">Number of an old card beside it.</param>
/// <param name="Occupation">Occupation.</param>
/// <param name="LeftOn">Left the household on.</param>
public sealed record HeldPerson(
    Guid Id, [PersonalData(DataClass.P2)] string FullName, Sex? Sex, [PersonalData(DataClass.P2)] int? BirthYear, [PersonalData(DataClass.P2)] DateOnly? BirthDate, [PersonalData(DataClass.P3)] string EthnicGroupCode, [PersonalData(DataClass.P1)] string Relation, [PersonalData(DataClass.P3)] string? IdentityNumber, [PersonalData(DataClass.P3)] string? OldNumber, [PersonalData(DataClass.P2)] string? Occupation, [PersonalData(DataClass.P1)] DateOnly? LeftOn);

/// <summary>A review as held.</summary>
/// <param name="Year">Year.</param>
/// <param name="On">Date of the visit.</param>
/// <param name="IncomeVnd">Income per person and month.</param>
/// <param name="IncomePoints">Points B1.</param>
/// <param name="DeprivationPoints">Points B2.</param>
/// <param name="Deprived">Indicators missed.</param>
/// <param name="Causes">Causes.</param>
/// <param name="Needs">Needs.</param>
/// <param name="Note">Note of the commune.</param>
public sealed record HeldReview(
    [PersonalData(DataClass.P1)] int Year, [PersonalData(DataClass.P1)] DateOnly On, [PersonalData(DataClass.P2)] long? IncomeVnd, [PersonalData(DataClass.P1)] int? IncomePoints, [PersonalData(DataClass.P1)] int? DeprivationPoints, [PersonalData(DataClass.P1)] IReadOnlyList<string>? Deprived, [PersonalData(DataClass.P1)] IReadOnlyList<string> Causes, [PersonalData(DataClass.P1)] IReadOnlyList<string> Needs, [PersonalData(DataClass.P2)] string? Note);

/// <summary>A place on a recognised list.</summary>
/// <param name="Year">Year of the list.</param>
/// <param name="DecisionNumber">Decision.</param>
/// <param name="DecidedOn">Its date.</param>
/// <param name="Class">Class.</param>
[PersonalData(DataClass.P1)]
public sealed record HeldListing(int Year, string DecisionNumber, DateOnly DecidedOn, PovertyClass Class);

/// <summary>A dated text.</summary>
/// <param name="On">Date.</param>
/// <param name="What">Kind or code.</param>
/// <param name="Text">Text.</param>
public sealed record HeldText([PersonalData(DataClass.P1)] DateOnly On, [PersonalData(DataClass.P1)] string What, [PersonalData(DataClass.P2)] string? Text);

/// <summary>What a person is, from a day to a day.</summary>
/// <param name="MemberId">The person.</param>
/// <param name="Code">Code of the list <c>member-fact</c>.</param>
/// <param name="SinceOn">First day.</param>
/// <param name="UntilOn">First day on which it is no longer so.</param>
/// <param name="Evidence">Number of the card or decision.</param>
public sealed record HeldFact(
    Guid MemberId, [PersonalData(DataClass.P3)] string Code, [PersonalData(DataClass.P1)] DateOnly SinceOn, [PersonalData(DataClass.P1)] DateOnly? UntilOn, [PersonalData(DataClass.P2)] string Evidence);

/// <summary>A request of rights.</summary>
/// <param name="Id">The request.</param>
/// <param name="Kind">Which right.</param>
/// <param name="State">Where it stands.</param>
/// <param name="ReceivedOn">Date of receipt.</param>
/// <param name="Answer">Answer.</param>
public sealed record HeldRequest(Guid Id, RightsKind Kind, RightsState State, [PersonalData(DataClass.P1)] DateOnly ReceivedOn, [PersonalData(DataClass.P2)] string? Answer);

/// <summary>An access: who saw or changed it.</summary>
/// <param name="At">When (UTC).</param>
/// <param name="Action">What was done.</param>
/// <param name="Actor">Who, masked.</param>
/// <param name="Roles">In which roles.</param>
/// <param name="AgencyId">Agency.</param>
/// <param name="Purpose">For what.</param>
/// <param name="Through">Through what: <c>household</c> by itself, else the paper on which it stands (list, posting, file).</param>
[PersonalData(DataClass.P1)]
public sealed record HeldAccess(DateTimeOffset At, string Action, string Actor, IReadOnlyList<string> Roles, string? AgencyId, string? Purpose, string Through);
