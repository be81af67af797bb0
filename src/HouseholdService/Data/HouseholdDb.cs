using Microsoft.EntityFrameworkCore;
using PovertyPlatform.HouseholdService.Domain.Areas;
using PovertyPlatform.HouseholdService.Domain.Calendar;
using PovertyPlatform.HouseholdService.Domain.Causes;
using PovertyPlatform.HouseholdService.Domain.Duplicates;
using PovertyPlatform.HouseholdService.Domain.Escapes;
using PovertyPlatform.HouseholdService.Domain.HandOvers;
using PovertyPlatform.HouseholdService.Domain.HouseholdEvents;
using PovertyPlatform.HouseholdService.Domain.Households;
using PovertyPlatform.HouseholdService.Domain.Imports.Jobs;
using PovertyPlatform.HouseholdService.Domain.Lists;
using PovertyPlatform.HouseholdService.Domain.Openings;
using PovertyPlatform.HouseholdService.Domain.PopulationData;
using PovertyPlatform.HouseholdService.Domain.Privacy;
using PovertyPlatform.HouseholdService.Domain.Quality;
using PovertyPlatform.HouseholdService.Domain.Reference;
using PovertyPlatform.HouseholdService.Domain.Reviews;
using PovertyPlatform.HouseholdService.Domain.Standards;
using PovertyPlatform.Messaging;
using PovertyPlatform.ServiceDefaults.Data;

namespace PovertyPlatform.HouseholdService.Data;

/// <summary>The registry's database. Every table has its own configuration in this folder; configurations are found by themselves.</summary>
public sealed partial class HouseholdDb(DbContextOptions<HouseholdDb> options) : AreaBoundContext(options)
{
    public DbSet<Household> Households => Set<Household>();

    public DbSet<Member> Members => Set<Member>();

    public DbSet<Hamlet> Hamlets => Set<Hamlet>();

    public DbSet<HamletChange> HamletChanges => Set<HamletChange>();

    public DbSet<HamletChangeLine> HamletChangeLines => Set<HamletChangeLine>();

    public DbSet<Review> Reviews => Set<Review>();

    public DbSet<PersonKey> PersonKeys => Set<PersonKey>();

    public DbSet<HouseholdEvent> HouseholdEvents => Set<HouseholdEvent>();

    public DbSet<HouseholdHandOver> HandOvers => Set<HouseholdHandOver>();

    public DbSet<UnitMove> UnitMoves => Set<UnitMove>();

    public DbSet<UnitMoveWait> UnitMoveWaits => Set<UnitMoveWait>();

    public DbSet<PopulationCheck> PopulationChecks => Set<PopulationCheck>();

    public DbSet<AreaPopulation> AreaPopulations => Set<AreaPopulation>();

    public DbSet<PovertyList> Lists => Set<PovertyList>();

    public DbSet<PovertyListEntry> ListEntries => Set<PovertyListEntry>();

    public DbSet<Province> Provinces => Set<Province>();

    public DbSet<District> Districts => Set<District>();

    public DbSet<Commune> Communes => Set<Commune>();

    public DbSet<CommuneSuccession> CommuneSuccessions => Set<CommuneSuccession>();

    public DbSet<PovertyStandard> Standards => Set<PovertyStandard>();

    public DbSet<StandardPeriod> StandardPeriods => Set<StandardPeriod>();

    public DbSet<StandardRule> StandardRules => Set<StandardRule>();

    public DbSet<PointTable> PointTables => Set<PointTable>();

    public DbSet<LocalStandard> LocalStandards => Set<LocalStandard>();

    public DbSet<LocalList> LocalLists => Set<LocalList>();

    public DbSet<LocalListPosting> LocalListPostings => Set<LocalListPosting>();

    public DbSet<LocalListEntry> LocalListEntries => Set<LocalListEntry>();

    public DbSet<DeprivationIndicator> Indicators => Set<DeprivationIndicator>();

    public DbSet<CodeListItem> CodeListItems => Set<CodeListItem>();

    public DbSet<LegalTerm> LegalTerms => Set<LegalTerm>();

    public DbSet<Holiday> Holidays => Set<Holiday>();

    public DbSet<ReviewRule> ReviewFigures => Set<ReviewRule>();

    public DbSet<StepRule> StepRules => Set<StepRule>();

    public DbSet<ReviewCycle> ReviewCycles => Set<ReviewCycle>();

    public DbSet<CyclePerson> CyclePeople => Set<CyclePerson>();

    public DbSet<ReviewCase> ReviewCases => Set<ReviewCase>();

    public DbSet<CaseStepTaken> CaseSteps => Set<CaseStepTaken>();

    public DbSet<HamletMeeting> Meetings => Set<HamletMeeting>();

    public DbSet<MeetingVote> MeetingVotes => Set<MeetingVote>();

    public DbSet<Posting> Postings => Set<Posting>();

    public DbSet<PostingLine> PostingLines => Set<PostingLine>();

    public DbSet<Objection> Objections => Set<Objection>();

    public DbSet<LocalCause> LocalCauses => Set<LocalCause>();

    public DbSet<HouseholdCause> HouseholdCauses => Set<HouseholdCause>();

    public DbSet<NeedsAssessment> NeedsAssessments => Set<NeedsAssessment>();

    public DbSet<PlacedRow> PlacedRows => Set<PlacedRow>();

    public DbSet<MemberFact> MemberFacts => Set<MemberFact>();

    public DbSet<Livelihood> Livelihoods => Set<Livelihood>();

    public DbSet<Commitment> Commitments => Set<Commitment>();

    public DbSet<ExpectedEscapeList> ExpectedEscapeLists => Set<ExpectedEscapeList>();

    public DbSet<ExpectedEscape> ExpectedEscapes => Set<ExpectedEscape>();

    public DbSet<QualitySample> QualitySamples => Set<QualitySample>();

    public DbSet<QualityVisit> QualityVisits => Set<QualityVisit>();

    public DbSet<RightsRequest> RightsRequests => Set<RightsRequest>();

    public DbSet<ProcessingPurpose> Purposes => Set<ProcessingPurpose>();
    public DbSet<HouseholdOpening> Openings => Set<HouseholdOpening>();

    public DbSet<ConsentKind> ConsentKinds => Set<ConsentKind>();

    public DbSet<Consent> Consents => Set<Consent>();

    public DbSet<ErasureCertificate> ErasureCertificates => Set<ErasureCertificate>();

    public DbSet<ErasureCount> ErasureCounts => Set<ErasureCount>();

    public DbSet<OpenSupport> OpenSupport => Set<OpenSupport>();

    public DbSet<ProcessingRestriction> Restrictions => Set<ProcessingRestriction>();

    public DbSet<RetentionRule> RetentionRules => Set<RetentionRule>();

    public DbSet<RetentionAct> RetentionActs => Set<RetentionAct>();

    public DbSet<LegalHold> LegalHolds => Set<LegalHold>();

    public DbSet<DuplicateWeight> DuplicateWeights => Set<DuplicateWeight>();

    public DbSet<DuplicateSearch> DuplicateSearches => Set<DuplicateSearch>();

    public DbSet<DuplicateCandidate> DuplicateCandidates => Set<DuplicateCandidate>();

    public DbSet<DuplicateDecision> DuplicateDecisions => Set<DuplicateDecision>();

    /// <inheritdoc />
    protected override void MapTables(ModelBuilder modelBuilder) =>
        modelBuilder.UseMessaging().ApplyConfigurationsFromAssembly(typeof(HouseholdDb).Assembly);
}
