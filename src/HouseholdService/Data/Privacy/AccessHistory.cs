using System.Security.Cryptography;
using System.Text;
using Npgsql;
using PovertyPlatform.ServiceDefaults.Audit;
using PovertyPlatform.ServiceDefaults.Data;

namespace PovertyPlatform.HouseholdService.Data.Privacy;

/// <summary>
/// Who saw or changed a household, by itself or together with others: a list, a posting, a file, a batch of certificates that went out with its names is an access to it, too. The
/// papers on which it stands are looked up over the whole country, because they stay where it lived; only their ids are asked for, and only after the caller was let to the household.
/// </summary>
public sealed class AccessHistory(NationwideSource country)
{
    /// <summary>What is told of the household alone; every line counts.</summary>
    private static readonly string[] Single = ["household", "review-case", "duplicate-candidate", "legal-hold", "erasure-certificate"];

    /// <summary>What is shared with others: only what shows or decides about everybody on it.</summary>
    private static readonly string[] Shared =
        ["list.recognise", "import.start", "import.read-faults", "import.read-marked", "review-posting.read", "review-posting.print", "review-objections.read", "expected-escapes.read", "expected-escapes.freeze",
        "local-list.decide", "local-posting.read", "local-posting.print", "local-confirmation.print"];

    /// <summary>Papers that go out masked as well; in clear they name a purpose.</summary>
    private static readonly string[] InClearWithPurpose = ["list.export", "household-list.export", "local-list.export"];

    /// <summary>The household list of a commune and a year as a subject of the trail: always the same id, so that it can be found again.</summary>
    public static Guid CommuneList(string communeCode, int year) =>
        new(SHA256.HashData(Encoding.UTF8.GetBytes(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"commune-list {communeCode} {year}"))).AsSpan(0, 16), bigEndian: true);

    /// <summary>Subjects of the trail that speak of the household.</summary>
    public async Task<Guid[]> Subjects(Guid household, CancellationToken ct)
    {
        await using var command = country.Source.CreateCommand("""
            with cases as (select id, cycle_id from review_case where household_id = $1),
              reviews as (select import_id, commune_code, review_year from review where household_id = $1)
            select $1::uuid, null::text, null::int
            union select id, null, null from cases
            union select o.cycle_id, null, null from review_objection o join cases c on c.id = o.case_id
            union select l.posting_id, null, null from review_posting_line l join cases c on c.id = l.case_id
            union select list_id, null, null from poverty_list_entry where household_id = $1
            union select list_id, null, null from local_list_entry where household_id = $1
            union select p.id, null, null from local_list_posting p join local_list_entry e on e.list_id = p.list_id where e.household_id = $1
            union select list_id, null, null from expected_escape where household_id = $1
            union select import_id, null, null from reviews where import_id is not null
            union select id, null, null from duplicate_candidate where $1 in (first_household_id, second_household_id)
            union select id, null, null from legal_hold where household_id = $1
            union select id, null, null from erasure_certificate where household_id = $1
            union select null, commune_code, review_year::int from reviews
            """);
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = household });
        var found = new List<Guid>();
        await using var rows = await command.ExecuteReaderAsync(ct);
        while (await rows.ReadAsync(ct))
            found.Add(rows.IsDBNull(0) ? CommuneList(rows.GetString(1), rows.GetInt32(2)) : rows.GetGuid(0));
        return [.. found];
    }

    /// <summary>The lines of the trail about such subjects that are an access to the household; in no order.</summary>
    public static IQueryable<AuditEntry> Of(IQueryable<AuditEntry> trail, Guid[] subjects) => trail.Where(entry => subjects.Contains(entry.SubjectId)
        && (Single.Contains(entry.SubjectKind) || Shared.Contains(entry.Action) || (InClearWithPurpose.Contains(entry.Action) && entry.Purpose != null)));
}
