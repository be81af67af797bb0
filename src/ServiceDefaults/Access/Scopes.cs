namespace PovertyPlatform.ServiceDefaults.Access;

/// <summary>
/// Every scope a token can carry, <c>service:thing.verb</c>. The part before the colon is the audience (the service that answers),
/// so that a token for one service opens no other.
/// </summary>
public static class Scopes
{
    /// <summary>Read masked households and their classification.</summary>
    public const string HouseholdsRead = "household:households.read";

    /// <summary>Show a household's people in clear for a stated purpose; each time is recorded.</summary>
    public const string HouseholdsReveal = "household:households.reveal";

    /// <summary>Open one household of another commune for reading, with a written reason, for a time.</summary>
    public const string HouseholdsOpen = "household:households.open";

    /// <summary>See who opened households of the own areas.</summary>
    public const string OpeningsRead = "household:openings.read";

    /// <summary>End an opening of a household of the own areas.</summary>
    public const string OpeningsEnd = "household:openings.end";

    /// <summary>See which households communes offer each other and what came of it; for those who give, receive or stand above both.</summary>
    public const string HandOversRead = "household:hand-overs.read";

    /// <summary>Say which new commune a hamlet went to where the reform divided its commune.</summary>
    public const string UnitsChoose = "household:units.choose";

    /// <summary>Record that hamlets of a commune were merged, renamed or split, and move their households.</summary>
    public const string HamletsChange = "household:hamlets.change";

    /// <summary>Upload, follow and cancel imports of workbooks.</summary>
    public const string HouseholdsImport = "household:households.import";

    /// <summary>Record what happens to households: registration, split, merger, move, birth, death, marriage, head, correction, undo.</summary>
    public const string HouseholdsWrite = "household:households.write";

    /// <summary>Record resident totals of an area.</summary>
    public const string PopulationsWrite = "household:populations.write";

    /// <summary>Draft and check a commune's list.</summary>
    public const string ListsDraft = "household:lists.draft";

    /// <summary>Read lists and their totals.</summary>
    public const string ListsRead = "household:lists.read";

    /// <summary>Read decided lists of provinces' own standards, masked.</summary>
    public const string LocalListsRead = "household:local-lists.read";

    /// <summary>Recognise a list by decision of the commune chair.</summary>
    public const string ListsRecognise = "household:lists.recognise";

    /// <summary>Read review cycles, cases, meetings, postings and objections.</summary>
    public const string ReviewsRead = "household:reviews.read";

    /// <summary>Plan, open, close and report a commune's review; appoint committee and reviewers.</summary>
    public const string ReviewsPlan = "household:reviews.plan";

    /// <summary>Take the steps of a review: requests, forms, meetings, postings, re-checks.</summary>
    public const string ReviewsConduct = "household:reviews.conduct";

    /// <summary>Refuse a request in writing, freeze the list of expected escapes.</summary>
    public const string ReviewsDecide = "household:reviews.decide";

    /// <summary>Give the opinion of a higher level, draw quality samples, accept and lock totals.</summary>
    public const string ReviewsSupervise = "household:reviews.supervise";

    /// <summary>Receive objections to a posting.</summary>
    public const string ObjectionsReceive = "household:objections.receive";

    /// <summary>Print postings and certificates, which name people.</summary>
    public const string ReviewsPrint = "household:reviews.print";

    /// <summary>Record causes, needs and commitments of a household.</summary>
    public const string CausesWrite = "household:causes.write";

    /// <summary>Record and read a cause that judges a person.</summary>
    public const string CausesJudge = "household:causes.judge";

    /// <summary>Look for suspected duplicates and decide about them.</summary>
    public const string DuplicatesSettle = "household:duplicates.settle";

    /// <summary>Read the identified head and adults of a household on the ground of a grant (banks).</summary>
    public const string RepresentativesRead = "household:representatives.read";

    /// <summary>Read who saw or changed a household, when and for what.</summary>
    public const string AccessesRead = "household:accesses.read";

    /// <summary>Receive people's requests about their own data, and record that one was taken back.</summary>
    public const string RightsReceive = "household:rights.receive";

    /// <summary>Read people's requests about their own data, and which are late.</summary>
    public const string RightsRead = "household:rights.read";

    /// <summary>Answer people's requests, tell what is held, restrict, erase.</summary>
    public const string RightsDecide = "household:rights.decide";

    /// <summary>Record and withdraw consents of households and persons.</summary>
    public const string ConsentsWrite = "household:consents.write";

    /// <summary>See what the rules of retention would take away and did, and which orders hold data.</summary>
    public const string RetentionRead = "household:retention.read";

    /// <summary>Record orders of courts, inspections and audits to keep data, and that they were lifted.</summary>
    public const string LegalHoldsManage = "household:legal-holds.manage";

    /// <summary>Read what an enterprise or donor that helps may see of a household.</summary>
    public const string SponsorCardsRead = "household:sponsor-cards.read";

    /// <summary>Read reference data: standards, indicators, areas.</summary>
    public const string ReferenceRead = "household:reference.read";

    /// <summary>Read eligibility and programmes.</summary>
    public const string EligibilityRead = "support:eligibility.read";

    /// <summary>Read the partner's event feed.</summary>
    public const string EventsRead = "partner:events.read";

    /// <summary>Read the details of one grant.</summary>
    public const string GrantsRead = "partner:grants.read";

    /// <summary>Register and manage the partner's webhook endpoints.</summary>
    public const string WebhooksManage = "partner:webhooks.manage";

    /// <summary>Read official reports.</summary>
    public const string ReportsRead = "reporting:reports.read";

    /// <summary>See the exact small numbers of official reports; without it a report shows what was published, small numbers hidden.</summary>
    public const string FiguresExact = "reporting:figures.exact";

    /// <summary>Publish the year's figures of a province for everybody.</summary>
    public const string FiguresPublish = "reporting:figures.publish";

    /// <summary>Inspect, replay and discard faulted messages of a service.</summary>
    public const string OperationsManage = "operations:messages.manage";

    /// <summary>Read the audit trail of every service in the caller's areas, actors unmasked: for inspections.</summary>
    public const string TrailRead = "audit:trail.read";

    /// <summary>Read which roles are granted to whom in the caller's areas.</summary>
    public const string RoleGrantsRead = "identity:grants.read";

    /// <summary>Grant and revoke the roles that the caller's own roles may delegate, inside the caller's areas.</summary>
    public const string RoleGrantsManage = "identity:grants.manage";

    /// <summary>List officers' accounts and their sessions.</summary>
    public const string AccountsRead = "identity:accounts.read";

    /// <summary>Create and disable officers' accounts, end sessions, reset second factors.</summary>
    public const string AccountsManage = "identity:accounts.manage";

    /// <summary>Register machine partners.</summary>
    public const string ClientsManage = "identity:clients.manage";

    /// <summary>Register and retire the partner's own public keys.</summary>
    public const string KeysManage = "identity:keys.manage";

    /// <summary>All scopes.</summary>
    public static readonly IReadOnlyList<string> All =
    [
        HouseholdsRead, HouseholdsReveal, HouseholdsOpen, OpeningsRead, OpeningsEnd, HandOversRead, UnitsChoose, HamletsChange, HouseholdsImport, HouseholdsWrite, PopulationsWrite, ListsDraft, ListsRead, LocalListsRead, ListsRecognise,
        ReviewsRead, ReviewsPlan, ReviewsConduct, ReviewsDecide, ReviewsSupervise, ObjectionsReceive, ReviewsPrint, CausesWrite, CausesJudge, DuplicatesSettle, RepresentativesRead, AccessesRead,
        RightsReceive, RightsRead, RightsDecide, ConsentsWrite, RetentionRead, LegalHoldsManage, SponsorCardsRead, ReferenceRead,
        EligibilityRead, EventsRead, GrantsRead, WebhooksManage, ReportsRead, FiguresExact, FiguresPublish, OperationsManage, TrailRead,
        RoleGrantsRead, RoleGrantsManage, AccountsRead, AccountsManage, ClientsManage, KeysManage,
    ];

    /// <summary>The audience of a scope: the service name before the colon; <c>operations</c> and <c>audit</c> scopes open every service.</summary>
    public static IEnumerable<string> AudiencesOf(string scope) => scope.Split(':')[0] is var service && service is "operations" or "audit"
        ? ["household", "support", "reporting", "partner", "identity"]
        : [service];
}
