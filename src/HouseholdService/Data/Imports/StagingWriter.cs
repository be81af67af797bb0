using Npgsql;
using PovertyPlatform.HouseholdService.Data.Protection;
using PovertyPlatform.HouseholdService.Domain.Households;
using PovertyPlatform.HouseholdService.Domain.Imports.Checking;
using PovertyPlatform.HouseholdService.Domain.Imports.Findings;
using PovertyPlatform.ServiceDefaults.Protection;

namespace PovertyPlatform.HouseholdService.Data.Imports;

/// <summary>Takes households from the checker into the staging tables by binary COPY, and cuts the file into chunks for the merge.</summary>
public sealed class StagingWriter : IListSink, IAsyncDisposable
{
    private const int ChunkRows = 5000;
    private static readonly string[] NeedCodes = ["health", "education", "production", "credit", "housing", "other"];
    private readonly AscendingIds _ids;
    private readonly ImportRules _rules;
    private readonly PersonSeals _seals;
    private readonly byte _markKey;
    private readonly CopyPump _households;
    private readonly CopyPump _members;
    private readonly FindingStore _findings;
    private readonly List<(int From, int To)> _chunks = [];
    private readonly HashSet<int> _late = [];
    private int _staged;
    private int _chunkFrom = 1;
    private int _chunkRows;

    private StagingWriter(CopyPump households, CopyPump members, FindingStore findings, ImportRules rules, PersonSeals seals, byte markKey, DateTimeOffset now) =>
        (_households, _members, _findings, _rules, _seals, _markKey, _ids) = (households, members, findings, rules, seals, markKey, new AscendingIds(now));

    /// <summary>Ranges of households to be merged in one transaction each; a chunk has at most some 5,000 rows.</summary>
    public IReadOnlyList<(int From, int To)> Chunks => _chunks;

    /// <summary>Households whose fault was found when they were staged already.</summary>
    public IReadOnlyCollection<int> LateFaults => _late;

    /// <summary>Empties the slot and begins to write into it.</summary>
    public static async Task<StagingWriter> Start(
        NpgsqlDataSource source, StagingSlot slot, FindingStore findings, ImportRules rules, PersonSeals seals, byte markKey, DateTimeOffset now, CancellationToken ct)
    {
        await using (var truncate = source.CreateCommand(slot.In("truncate {households}, {members}")))
            await truncate.ExecuteNonQueryAsync(ct);
        var households = await CopyPump.Start(source, slot.In(
            """
            copy {households} (ordinal, household_id, review_id, has_fault, sheet_no, first_row, last_row, code, hamlet_name, hamlet_search, head_name, head_search,
              head_birth_key, ethnic_group_code, persons, has_merit_member, is_indigenous_minority, lacks_labour_capacity, in_difficult_area, telephone, telephone_mark, sealed_for, address,
              reviewed_on, income_vnd, income_points, deprivation_points, deprived_indicators, requests_average_living, causes, needs, stated_class, stated_change,
              reviewer, class, is_head_only, livelihood_on, livelihood_income, livelihood_workers, livelihood_work, livelihood_observer) from stdin (format binary)
            """), ct);
        var members = await CopyPump.Start(source, slot.In(
            """
            copy {members} (household_ordinal, ordinal, member_id, row_no, full_name, name_search, sex, birth_year, birth_date, ethnic_group_code, relation_code,
              identity_number, identity_mark, sealed_for, old_number, old_mark, old_sealed_for, occupation, facts, no_facts) from stdin (format binary)
            """), ct);
        return new StagingWriter(households, members, findings, rules, seals, markKey, now);
    }

    /// <inheritdoc />
    public void Add(HouseholdDraft household)
    {
        AddHousehold(household);
        for (var at = 0; at < household.MemberCount; at++)
            AddMember(household, at);
        _staged = household.Ordinal;
        _chunkRows += household.MemberCount + 2;
        if (_chunkRows >= ChunkRows - HouseholdDraft.MostMembers)
            EndChunk(household.Ordinal);
    }

    /// <inheritdoc />
    public void Add(Finding finding, int household)
    {
        _findings.Add(finding, household);
        if (household > 0 && household <= _staged && FindingCatalogue.All[finding.Code].Level == FindingLevel.Fault)
            _late.Add(household);
    }

    /// <summary>Sends what is ready; call it between blocks.</summary>
    public async ValueTask Flush(CancellationToken ct)
    {
        await _households.Flush(always: false, ct);
        await _members.Flush(always: false, ct);
        await _findings.Flush(always: false, ct);
    }

    /// <summary>Sends the rest; all rows are in the staging tables when it returns.</summary>
    public async Task Complete(int lastOrdinal, CancellationToken ct)
    {
        if (_chunkRows > 0)
            EndChunk(lastOrdinal);
        await _households.Complete(ct);
        await _members.Complete(ct);
        await _findings.Flush(always: true, ct);
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await _households.DisposeAsync();
        await _members.DisposeAsync();
    }

    private void EndChunk(int ordinal)
    {
        _chunks.Add((_chunkFrom, ordinal));
        (_chunkFrom, _chunkRows) = (ordinal + 1, 0);
    }

    private void AddHousehold(HouseholdDraft household)
    {
        var row = _households.Buffer;
        var texts = household.Texts;
        var head = household.Head < 0 ? default : household.Members[household.Head];
        row.Row(41);
        var id = _ids.Next();
        row.Whole(household.Ordinal);
        row.Uuid(id);
        row.Uuid(_ids.Next());
        row.Boolean(household.HasFault);
        row.SmallInt(household.Sheet);
        row.Whole(household.FirstRow);
        row.Whole(household.LastRow);
        row.TextOrNull(texts[household.Code]);
        row.Text(texts[household.Hamlet]);
        row.Text(texts[household.HamletSearch]);
        row.Text(texts[head.Name]);
        row.Text(texts[head.Search]);
        row.Whole(household.Head < 0 ? 0 : head.BirthKey);
        row.Text(household.EthnicGroup);
        row.SmallInt(household.Persons);
        row.Boolean(household.HasMerit);
        row.Boolean(household.IsIndigenousMinority);
        row.Boolean(household.LacksLabourCapacity);
        row.Boolean(household.InDifficultArea);
        Sealed(row, _seals.Telephone, _seals.TelephoneMark, id, texts[household.Phone]);
        row.TextOrNull(texts[household.Address]);
        row.Date(household.ReviewedOn.DayNumber);
        AddAnswers(row, household);
        row.TextOrNull(texts[household.Reviewer]);
        row.SmallInt((int)household.Class);
        row.Boolean(household.IsHeadOnly);
        row.Date(household.Livelihood?.SeenOn.DayNumber ?? -1);
        row.BigInt(household.Livelihood?.IncomeVnd);
        row.SmallInt(household.Livelihood?.Workers);
        row.TextOrNull(texts[household.Livelihood?.Work ?? default]);
        row.TextOrNull(texts[household.Livelihood?.Observer ?? default]);
    }

    private void AddAnswers(CopyBuffer row, HouseholdDraft household)
    {
        row.BigInt(household.Answers.IncomeVnd);
        row.SmallInt(household.Answers.IncomePoints);
        row.SmallInt(household.Answers.DeprivationPoints);
        if (household.Answers.Deprivations is null)
            row.Null();
        else
            row.TextArray([.. Marked(household.Deprived, _rules.Columns.Indicators)]);
        row.Boolean(household.Answers.RequestsAverageLiving);
        row.TextArray([.. household.Causes]);
        row.TextArray([.. Marked(household.Needs, NeedCodes).Order(StringComparer.Ordinal)]);
        row.SmallInt((int?)household.StatedClass);
        row.Text(household.StatedChange);
    }

    private void AddMember(HouseholdDraft household, int at)
    {
        var row = _members.Buffer;
        var texts = household.Texts;
        ref var member = ref household.Members[at];
        row.Row(20);
        var id = _ids.Next();
        row.Whole(household.Ordinal);
        row.SmallInt(at + 1);
        row.Uuid(id);
        row.Whole(member.Row);
        row.Text(texts[member.Name]);
        row.Text(texts[member.Search]);
        row.SmallInt(member.Sex == 0 ? null : (int?)member.Sex);
        row.SmallInt(member.BirthYear == 0 ? null : (int?)member.BirthYear);
        row.Date(member.BirthDay);
        row.Text(member.EthnicGroup ?? household.EthnicGroup);
        row.Text(member.Relation ?? Member.OtherRelation);
        Sealed(row, _seals.Identity, _seals.IdentityMark, id, texts[member.Identity]);
        Sealed(row, _seals.Identity, _seals.IdentityMark, id, texts[member.OldIdentity]);
        row.TextOrNull(texts[member.Occupation]);
        Codes(row, member.Facts);
        Codes(row, member.NoFacts);
    }

    private void Codes(CopyBuffer row, ulong facts)
    {
        if (facts == 0)
            row.Null();
        else
            row.TextArray([.. _rules.FactCodes.Where((_, at) => (facts & (1ul << at)) != 0)]);
    }

    // A number is in clear only between the cell and here: what reaches the database is sealed for its row, with the mark by which it is found.
    private void Sealed(CopyBuffer row, SealedColumn column, SearchMark mark, Guid owner, ReadOnlySpan<byte> plain)
    {
        if (plain.IsEmpty)
        {
            row.Null();
            row.Null();
            row.Null();
            return;
        }

        column.Seal(owner, plain, row.Bytes(plain.Length + SealedColumn.Overhead));
        mark.Write(_markKey, plain, row.Bytes(SearchMark.Length));
        row.Uuid(owner);
    }

    private static IEnumerable<string> Marked(uint bits, IReadOnlyList<string> codes)
    {
        for (var at = 0; at < codes.Count; at++)
            if ((bits & (1u << at)) != 0)
                yield return codes[at];
    }
}
