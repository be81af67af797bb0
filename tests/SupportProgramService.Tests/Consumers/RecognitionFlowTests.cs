using Microsoft.EntityFrameworkCore;
using PovertyPlatform.Contracts;
using PovertyPlatform.Contracts.Support;
using PovertyPlatform.SupportProgramService.Domain.Grants;
using PovertyPlatform.SupportProgramServiceTests.Domain;

namespace PovertyPlatform.SupportProgramServiceTests.Consumers;

/// <summary>From what the registry tells to what a bank hears, through the real broker and database.</summary>
public class RecognitionFlowTests(SupportHostOnADay host) : IClassFixture<SupportHostOnADay>
{
    private readonly Guid _household = Guid.CreateVersion7();

    [Fact]
    public async Task PoorHousehold_IsGrantedAndTheBankHearsOfIt()
    {
        await host.Tell(Told.Recognised(PovertyClass.Poor, _household));
        var granted = Assert.IsType<EligibilityGranted>(Assert.Single(await host.Bank.Hears(1, _household)));
        Assert.Equal((GrantIdentity.Of(_household, "CR-POOR"), 1L, "CR-POOR", "2019.1"), (granted.SubjectId, granted.SubjectVersion, granted.ProgrammeCode, granted.RuleVersion));
        Assert.Equal((660m, 100_000_000L, 120, new DateOnly(2027, 12, 31)), (granted.InterestBasisPoints, granted.CapVnd, granted.MaxTermMonths, granted.ValidTo));
        Assert.Equal("CR-POOR", await host.OpenGrants(_household));
        Assert.Equal(1, await host.Scalar<long>("select count(*) from audit.entry where subject_id = $1 and action = 'grant.award' and actor_id = 'system:support'", granted.SubjectId));
    }

    [Fact]
    public async Task SameEventTwice_HasOneEffect()
    {
        var told = Told.Recognised(PovertyClass.NearPoor, _household);
        await host.Tell(told);
        await host.Tell(told, Told.Recognised(PovertyClass.Poor, _household, 2));
        await host.Bank.Hears(3, _household);
        Assert.Equal("CR-POOR", await host.OpenGrants(_household));
        Assert.Equal(["CR-NEARPOOR 1 granted", "CR-NEARPOOR 2 withdrawn", "CR-POOR 1 granted"], Heard());
    }

    [Fact]
    public async Task OlderVersion_ChangesNothingAndIsKeptAsHistory()
    {
        await host.Tell(Told.Recognised(PovertyClass.NearPoor, _household, 7));
        await host.Tell(Told.Recognised(PovertyClass.Poor, _household, 3, 2025));
        Assert.Equal("CR-NEARPOOR", await host.OpenGrants(_household));
        Assert.Equal(7, await host.Ask(db => db.Households.Where(row => row.Id == _household).Select(row => row.Version).SingleAsync()));
        Assert.Equal([3L, 7L], await host.Ask(db => db.Recognitions.Where(row => row.HouseholdId == _household).Select(row => row.Version).Order().ToListAsync()));
        await host.Bank.Hears(1, _household);
        Assert.Equal(["CR-NEARPOOR 1 granted"], Heard());
    }

    [Fact]
    public async Task PoorThatBecomesNearPoor_LosesOneProgrammeAndGainsAnother()
    {
        await host.Tell(Told.Recognised(PovertyClass.Poor, _household, 1, 2025));
        await host.Tell(Told.Recognised(PovertyClass.NearPoor, _household, 2, exit: Told.Decided2026, exitFrom: PovertyClass.Poor));
        Assert.Equal("CR-NEARPOOR", await host.OpenGrants(_household));
        await host.Bank.Hears(3, _household);
        Assert.Equal(["CR-NEARPOOR 1 granted", "CR-POOR 1 granted", "CR-POOR 2 withdrawn"], Heard());
    }

    [Fact]
    public async Task CorrectingDecision_WithdrawsTheGrantAndNamesItself()
    {
        await host.Tell(Told.Escaped(_household));
        await host.Tell(Told.Withdrawn(_household, 2, PovertyClass.NotPoor, new DateOnly(2026, 11, 24)));
        var withdrawn = (await host.Bank.Hears(2, _household)).OfType<EligibilityWithdrawn>().Single();
        Assert.Equal(("CR-ESCAPED", "130/QĐ-UBND", new DateOnly(2026, 11, 24)), (withdrawn.ProgrammeCode, withdrawn.DecisionNumber, withdrawn.WithdrawnOn));
        Assert.Equal(["recognition-withdrawn"], withdrawn.Reasons);
        Assert.Equal("", await host.OpenGrants(_household));
    }

    [Fact]
    public async Task CorrectionThatArrivesFirst_IsNotUndoneByWhatItCorrected()
    {
        await host.Tell(Told.Withdrawn(_household, 2));
        await host.Tell(Told.Recognised(PovertyClass.Poor, _household));
        Assert.Equal("", await host.OpenGrants(_household));
        Assert.Empty(host.Bank.About(_household));
    }

    [Theory]
    [InlineData("92", "31120")]
    [InlineData("15", "02680")]
    public async Task HouseholdThatIsHandedOver_KeepsItsGrantsAndTheNewAreaHearsOfThem(string province, string commune)
    {
        await host.Tell(Told.Recognised(PovertyClass.Poor, _household));
        await host.Tell(Told.Moved(_household, 3, province, commune));
        await host.Tell(Told.Moved(_household, 3, province, commune));
        var granted = (await host.Bank.Hears(2, _household)).Cast<EligibilityGranted>().MaxBy(message => message.SubjectVersion)!;
        Assert.Equal((2L, province, commune, "118/QĐ-UBND"), (granted.SubjectVersion, granted.ProvinceCode, granted.CommuneCode, granted.DecisionNumber));
        Assert.Equal("CR-POOR", await host.OpenGrants(_household));
        Assert.Equal([$"{province} {commune}"], await host.Ask(db => db.Grants.Where(row => row.HouseholdId == _household).Select(row => row.ProvinceCode + " " + row.CommuneCode).ToListAsync()));
        Assert.Equal([$"{province} {commune}"], await host.Ask(db => db.Recognitions.Where(row => row.HouseholdId == _household).Select(row => row.ProvinceCode + " " + row.CommuneCode).ToListAsync()));

        // The next list of the new commune goes on from there.
        await host.Tell(Told.Recognised(PovertyClass.NearPoor, _household, 4, province: province, commune: commune, decision: "9/QĐ-UBND"));
        Assert.Equal("CR-NEARPOOR", await host.OpenGrants(_household));
    }

    [Fact]
    public async Task MoveThatArrivesBeforeTheRecognition_StillDecidesTheArea()
    {
        await host.Tell(Told.Moved(_household, 5, "92", "31120"));
        await host.Tell(Told.Recognised(PovertyClass.Poor, _household, 2));
        var granted = Assert.IsType<EligibilityGranted>(Assert.Single(await host.Bank.Hears(1, _household)));
        Assert.Equal(("92", "31120"), (granted.ProvinceCode, granted.CommuneCode));
        await host.Tell(Told.Moved(_household, 4, "15", "02680"));
        Assert.Equal(["31120"], await host.Ask(db => db.Grants.Where(row => row.HouseholdId == _household).Select(row => row.CommuneCode).ToListAsync()));
    }

    [Fact]
    public async Task HouseholdThatMoves_TakesItsGrantAlong()
    {
        await host.Tell(Told.Recognised(PovertyClass.Poor, _household));
        await host.Tell(Told.Recognised(PovertyClass.Poor, _household, 2, province: "92", commune: "31153"));
        var moved = (EligibilityGranted)(await host.Bank.Hears(2, _household))[1];
        Assert.Equal(("92", "31153", 2L), (moved.ProvinceCode, moved.CommuneCode, moved.SubjectVersion));
        Assert.Equal(["92"], await host.Ask(db => db.Grants.Where(row => row.HouseholdId == _household).Select(row => row.ProvinceCode).ToListAsync()));
        Assert.Equal("support_grant_p92", await host.Scalar<string>("select tableoid::regclass::text from support_grant where household_id = $1", _household));
    }

    [Fact]
    public async Task Events_CarryNothingButCodesDatesAndAmounts()
    {
        await host.Tell(Told.Recognised(PovertyClass.Poor, _household, labour: true));
        await host.Bank.Hears(1, _household);
        var fields = System.Text.Json.JsonDocument.Parse(host.Bank.Bodies(_household)).RootElement.EnumerateObject().Select(field => field.Name).Order();
        Assert.Equal(
            "capVnd,communeCode,decidedOn,decisionNumber,eventId,householdClass,householdId,interestBasisPoints,listId,maxTermMonths,occurredAt,programmeCode,provinceCode,reasons,ruleVersion,subjectId,subjectVersion,validFrom,validTo",
            string.Join(',', fields));
    }

    private IEnumerable<string> Heard() => host.Bank.About(_household)
        .Select(message => message is EligibilityGranted granted ? $"{granted.ProgrammeCode} {granted.SubjectVersion} granted" : $"{((EligibilityWithdrawn)message).ProgrammeCode} {message.SubjectVersion} withdrawn")
        .Order(StringComparer.Ordinal);
}
