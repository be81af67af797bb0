using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using NpgsqlTypes;

namespace PovertyPlatform.PartnerService.Data.Grants;

/// <summary>An event of a grant, as far as partners are told or details need it. Names are those of the columns, in snake case.</summary>
public sealed record GrantEvent(
    Guid EventId, DateTimeOffset OccurredAt, Guid GrantId, long Version, string ProvinceCode, string CommuneCode, Guid HouseholdId, string ProgrammeCode,
    string RuleVersion, IReadOnlyList<string> Reasons, string? HouseholdClass, Guid? ListId, string? DecisionNumber, DateOnly? DecidedOn, DateOnly? ValidFrom,
    DateOnly? ValidTo, long? CapVnd, decimal? InterestBasisPoints, int? MaxTermMonths, DateOnly? WithdrawnOn);

/// <summary>
/// Writes events of grants: one line of the feed for each, and the newest state of each grant. Set-based, on the open transaction of the context.
/// </summary>
public static class GrantWriter
{
    private static readonly JsonSerializerOptions SnakeCase = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    private const string Incoming = """
        with incoming as (select * from jsonb_to_recordset({0}) as e(
          event_id uuid, occurred_at timestamptz, grant_id uuid, version bigint, province_code text, commune_code text, household_id uuid, programme_code text,
          rule_version text, reasons text[], household_class text, list_id uuid, decision_number text, decided_on date, valid_from date, valid_to date,
          cap_vnd bigint, interest_basis_points numeric, max_term_months integer, withdrawn_on date)),
        ordered as (
          select i.*, coalesce(lag(i.event_id) over w, g.event_id) as replaces,
            coalesce(lag(i.province_code) over w, g.province_code) as left_province, coalesce(lag(i.commune_code) over w, g.commune_code) as left_commune
          from incoming i left join eligibility_grant g on g.id = i.grant_id and g.version < i.version
          window w as (partition by i.grant_id order by i.version)),
        newest as (select distinct on (grant_id) * from ordered order by grant_id, version desc)
        """;

    // Whose household moved away hears of it too: the same event once more in the area that the grant left, with the codes where it is now.
    // The inbox forgets after a month. No event can be recorded before it occurred, so the days since then tell whether it is in the feed already.
    private const string Log = Incoming + """

        insert into feed_event (province_code, commune_code, event_id, type, subject_id, version, occurred_at, traceparent, data)
        select told_province, told_commune, event_id, {1}, grant_id, version, occurred_at, {2}, jsonb_strip_nulls(jsonb_build_object(
          'grantId', grant_id, 'version', version, 'householdId', household_id, 'programmeCode', programme_code, 'decisionNumber', decision_number,
          'decidedOn', decided_on, 'validFrom', valid_from, 'validTo', valid_to, 'withdrawnOn', withdrawn_on, 'ruleVersion', rule_version,
          'replaces', replaces, 'provinceCode', province_code, 'communeCode', commune_code))
        from (
          select o.*, o.province_code as told_province, o.commune_code as told_commune from ordered o
          union all
          select o.*, o.left_province, o.left_commune from ordered o where o.left_commune <> o.commune_code or o.left_province <> o.province_code) o
        where not exists (select 1 from feed_event f where f.event_id = o.event_id and f.recorded_on >= (o.occurred_at at time zone 'UTC')::date - 1)
        order by occurred_at, version
        """;

    private const string Grant = Incoming + """

        insert into eligibility_grant as held (province_code, commune_code, id, version, granted_version, state, household_id, programme_code, rule_version, reasons,
          household_class, list_id, decision_number, decided_on, valid_from, valid_to, cap_vnd, interest_basis_points, max_term_months, event_id, replaces_event_id, changed_at)
        select province_code, commune_code, grant_id, version, version, 'Granted', household_id, programme_code, rule_version, reasons,
          household_class, list_id, decision_number, decided_on, valid_from, valid_to, cap_vnd, interest_basis_points, max_term_months, event_id, replaces, occurred_at
        from newest order by grant_id
        on conflict (id) do update set
          province_code = excluded.province_code, commune_code = excluded.commune_code, version = excluded.version, granted_version = excluded.granted_version,
          state = excluded.state, rule_version = excluded.rule_version, reasons = excluded.reasons, household_class = excluded.household_class,
          list_id = excluded.list_id, decision_number = excluded.decision_number, decided_on = excluded.decided_on, valid_from = excluded.valid_from,
          valid_to = excluded.valid_to, cap_vnd = excluded.cap_vnd, interest_basis_points = excluded.interest_basis_points,
          max_term_months = excluded.max_term_months, withdrawn_on = null, withdrawal_decision_number = null, event_id = excluded.event_id,
          replaces_event_id = excluded.replaces_event_id, changed_at = excluded.changed_at
        where excluded.version > held.version
        """;

    // A grant that arrives after its own withdrawal: its state is past, but the details of the ended grant need its terms.
    private const string Terms = Incoming + """

        update eligibility_grant held set
          granted_version = late.version, household_class = late.household_class, list_id = late.list_id, decision_number = late.decision_number,
          decided_on = late.decided_on, valid_from = late.valid_from, valid_to = late.valid_to, cap_vnd = late.cap_vnd,
          interest_basis_points = late.interest_basis_points, max_term_months = late.max_term_months
        from newest late where held.id = late.grant_id and late.version > coalesce(held.granted_version, 0) and late.version < held.version
        """;

    private const string Withdraw = Incoming + """

        insert into eligibility_grant as held (province_code, commune_code, id, version, state, household_id, programme_code, rule_version, reasons,
          withdrawn_on, withdrawal_decision_number, event_id, replaces_event_id, changed_at)
        select province_code, commune_code, grant_id, version, 'Withdrawn', household_id, programme_code, rule_version, reasons,
          withdrawn_on, decision_number, event_id, replaces, occurred_at
        from newest order by grant_id
        on conflict (id) do update set
          province_code = excluded.province_code, commune_code = excluded.commune_code, version = excluded.version, state = excluded.state,
          rule_version = excluded.rule_version, reasons = excluded.reasons, withdrawn_on = excluded.withdrawn_on,
          withdrawal_decision_number = excluded.withdrawal_decision_number, event_id = excluded.event_id, replaces_event_id = excluded.replaces_event_id,
          changed_at = excluded.changed_at
        where excluded.version > held.version
        """;

    /// <summary>Writes grants that were given.</summary>
    public static Task WriteGranted(PartnerDb db, IEnumerable<GrantEvent> events, string type, string? traceparent, CancellationToken ct) =>
        Write(db, events, type, traceparent, [Log, Grant, Terms], ct);

    /// <summary>Writes grants that ended.</summary>
    public static Task WriteWithdrawn(PartnerDb db, IEnumerable<GrantEvent> events, string type, string? traceparent, CancellationToken ct) =>
        Write(db, events, type, traceparent, [Log, Withdraw], ct);

    private static async Task Write(PartnerDb db, IEnumerable<GrantEvent> events, string type, string? traceparent, IEnumerable<string> statements, CancellationToken ct)
    {
        var rows = JsonSerializer.Serialize(events, SnakeCase);
        foreach (var sql in statements)
            await db.Database.ExecuteSqlRawAsync(sql,
                [
                    new NpgsqlParameter { Value = rows, NpgsqlDbType = NpgsqlDbType.Jsonb },
                    new NpgsqlParameter { Value = type, NpgsqlDbType = NpgsqlDbType.Text },
                    new NpgsqlParameter { Value = (object?)traceparent ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Text },
                ], ct);
    }
}
