using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using PovertyPlatform.HouseholdService.Data.Privacy;
using PovertyPlatform.TestKit.Access;

namespace PovertyPlatform.HouseholdServiceTests.Privacy;

/// <summary>A registry of its own with papers of every class of records about one household.</summary>
public sealed class RetentionHost : PrivacyHost
{
    /// <summary>Who sees what would go.</summary>
    public static TestActor Administrator => TestActors.Officer with { Id = "administrator", Roles = ["administrator"], Provinces = [], Communes = [], Nationwide = true, Scopes = ["household:retention.read", "household:legal-holds.manage"] };

    /// <summary>All rules are applied, as if the responsible bodies had decided so.</summary>
    public Task<long> PutInForce() => Run("update retention_rule set state = 'in-force' where months is not null");

    /// <summary>One round.</summary>
    public Task<long> Round(int batch = 50) => Services.GetRequiredService<IRetentionRound>().Run(batch, CancellationToken.None);

    /// <summary>The worker looks once.</summary>
    public Task<bool> LookOnce() => Services.GetRequiredService<IRetentionRound>().RunOnceADay(50, CancellationToken.None);

    /// <summary>What would go by a rule: due and held.</summary>
    public async Task<(long Due, long Held)> Preview(string rule) =>
        (await Get(Administrator, "retention/preview")).GetProperty("rules").EnumerateArray().Where(row => row.GetProperty("code").GetString() == rule)
            .Select(row => (row.GetProperty("due").GetInt64(), row.GetProperty("held").GetInt64())).Single();

    /// <summary>All counts of the dry run.</summary>
    public async Task<Dictionary<string, long>> Preview() => (await Get(Administrator, "retention/preview")).GetProperty("rules").EnumerateArray()
        .ToDictionary(row => row.GetProperty("code").GetString()!, row => row.GetProperty("due").GetInt64());

    public async Task<long> Run(string sql)
    {
        await using var command = Database.CreateCommand(sql);
        return await command.ExecuteNonQueryAsync();
    }

    /// <summary>Writes papers of every class that is applied in batches about a household, all of March 2026, with a word that stands nowhere else.</summary>
    public async Task Papers(Guid household, string word)
    {
        var (cycle, review, sample, meeting, posting, list, candidate) = (Guid.NewGuid(), Guid.NewGuid(), Guid.NewGuid(), Guid.NewGuid(), Guid.NewGuid(), Guid.NewGuid(), Guid.NewGuid());
        var year = await Scalar<int>("select 2050 + count(*)::int from review_cycle where year >= 2050");
        await Run(string.Create(CultureInfo.InvariantCulture, $"""
            insert into review_cycle (province_code, commune_code, id, kind, year, month, list_year, plan_number, planned_on, opens_on, closes_on, state, planned_by)
              values ('15', '04492', '{cycle}', 'annual', {year}, 0, {year}, '1', '2026-03-01', '2026-03-01', '2026-03-30', 'cancelled', 'a');
            insert into review_case (province_code, commune_code, id, cycle_id, household_id, hamlet_name, state, origin, started_on, steps, last_step, last_step_on, last_step_at)
              values ('15', '04492', '{review}', '{cycle}', '{household}', 'Bản', 'closed', 'on-list', '2026-03-01', 1, 'closed', '2026-03-20', now());
            insert into review_case_step (province_code, commune_code, case_id, ordinal, step, to_state, taken_on, recorded_at, actor_id, reason) values ('15', '04492', '{review}', 1, 'closed', 'closed', '2026-03-20', now(), 'a', '{word}');
            insert into review_meeting (province_code, commune_code, id, cycle_id, hamlet_name, held_on, place, chair, secretary, present, households_invited, households_present, front_present, minutes_reference, minutes_sha256, signatures, recorded_by, recorded_at)
              values ('15', '04492', '{meeting}', '{cycle}', 'Bản', '2026-03-10', 'x', 'x', 'x', 10, 10, 10, true, 'x', repeat('0', 64), array['x'], 'a', now());
            insert into review_meeting_vote (province_code, commune_code, meeting_id, case_id, agree, disagree, scored_class, is_agreed, reason) values ('15', '04492', '{meeting}', '{review}', 5, 5, 1, false, '{word}');
            insert into review_posting (province_code, commune_code, id, cycle_id, round, places, from_day, until, lines, posted_by, recorded_at) values ('15', '04492', '{posting}', '{cycle}', 1, array['x'], '2026-03-11', '2026-03-15', 1, 'a', now());
            insert into review_posting_line (province_code, commune_code, posting_id, ordinal, case_id, head_name, hamlet_name, class) values ('15', '04492', '{posting}', 1, '{review}', '{word}', 'Bản', 1);
            insert into quality_sample (province_code, commune_code, id, cycle_id, seed, size, population, drawn_by, drawn_at) values ('15', '04492', '{sample}', '{cycle}', 1, 1, 1, 'a', now());
            insert into quality_visit (province_code, commune_code, sample_id, case_id, stratum, decided_class, note) values ('15', '04492', '{sample}', '{review}', 'x', 1, '{word}');
            insert into review_objection (province_code, commune_code, id, cycle_id, case_id, kind, channel, objector, text, received_on, due_on, state, answer, answered_on, answered_by)
              values ('15', '04492', gen_random_uuid(), '{cycle}', '{review}', 'result', 'in-person', '{word}', '{word}', '2026-03-12', '2026-03-18', 'rejected', '{word}', '2026-03-15', 'a');
            insert into review (province_code, commune_code, id, household_id, review_year, reviewed_on, area_type, standard_code, note) values ('15', '04492', gen_random_uuid(), '{household}', 2026, '2026-03-05', 2, '2022-2026', '{word}');
            insert into needs_assessment (province_code, commune_code, id, household_id, assessed_on, assessor, circumstances, assets, skills, wishes, recorded_by, recorded_at) values ('15', '04492', gen_random_uuid(), '{household}', '2026-03-05', 'x', '{word}', '{word}', '{word}', '{word}', 'a', now());
            insert into household_commitment (province_code, commune_code, id, household_id, made_on, text, state, judged_on, note, recorded_by) values ('15', '04492', gen_random_uuid(), '{household}', '2026-03-05', '{word}', 'kept', '2026-03-20', '{word}', 'a');
            insert into household_cause (province_code, commune_code, id, household_id, cause_code, is_main, is_restricted, reason, recorded_on, recorded_by, ended_on) values ('15', '04492', gen_random_uuid(), '{household}', 'x', false, true, '{word}', '2026-03-05', 'a', '2026-03-20');
            insert into rights_request (province_code, commune_code, id, household_id, kind, channel, requester, relation, verified_how, verified_reference, wish, received_on, received_by, answer_due_on, finish_due_on, state, answered_on, answered_by, answer, finished_on, finished_by, outcome)
              values ('15', '04492', gen_random_uuid(), '{household}', 'access', 'in-person', '{word}', 'self', 'citizen-card', '{word}', '{word}', '2026-03-01', 'a', '2026-03-03', '2026-03-20', 'done', '2026-03-02', 'b', '{word}', '2026-03-10', 'b', '{word}');
            insert into consent (province_code, commune_code, id, household_id, kind_code, given_on, until, obtained, form_reference, given_by, relation, witness, taken_by, recorded_at)
              values ('15', '04492', gen_random_uuid(), '{household}', 'photo', '2026-03-01', '2026-03-20', 'paper-form', '{word}', '{word}', 'self', '{word}', 'a', now());
            insert into expected_escape_list (province_code, commune_code, id, year, version, state, households, drafted_by, drafted_at) values ('15', '04492', '{list}', 2026, {year - 2040}, 'draft', 1, 'a', now());
            insert into expected_escape (province_code, commune_code, list_id, household_id, hamlet_name, reason, is_confirmed) values ('15', '04492', '{list}', '{household}', 'Bản', '{word}', true);
            update expected_escape_list set state = 'frozen', decision_number = '1', decided_on = '2026-03-20' where id = '{list}';
            insert into household_event (province_code, commune_code, id, household_id, kind, effective_on, recorded_at, recorded_by, reason, evidence, households, members, before_sha256, after_sha256)
              values ('15', '04492', gen_random_uuid(), '{household}', 'corrected', '2026-03-01', '2026-03-01', 'a', '{word}', '{word}', array['{household}'::uuid], array[]::uuid[], repeat('0', 64), repeat('0', 64));
            insert into household_hand_over (province_code, commune_code, id, household_id, to_province_code, to_commune_code, moved_on, reason, evidence, state, offered_by, offered_at, closed_by, closed_at, close_reason)
              values ('15', '04492', gen_random_uuid(), '{household}', '15', '04489', '2026-03-01', '{word}', '{word}', 'refused', 'a', '2026-03-01', 'b', '2026-03-05', '{word}');
            insert into household_opening (province_code, commune_code, id, household_id, opened_by, roles, opened_from, reason, opened_at, open_until) values ('15', '04492', gen_random_uuid(), '{household}', 'a', array['x'], array['04489'], '{word}', '2026-03-01', '2026-03-02');
            insert into duplicate_candidate (province_code, commune_code, id, first_household_id, second_household_id, second_province_code, second_commune_code, search_id, points, persons, reasons, state, verdict, reason, settled_by, settled_at, found_at)
              values ('15', '04492', '{candidate}', '{household}', gen_random_uuid(), '15', '04492', gen_random_uuid(), 9, 1, array['x'], 'settled', 'different', '{word}', 'a', '2026-03-05', '2026-03-01');
            insert into duplicate_decision (province_code, commune_code, candidate_id, ordinal, verdict, reason, decided_by, decided_at) values ('15', '04492', '{candidate}', 1, 'different', '{word}', 'a', '2026-03-05')
            """));
    }
}
