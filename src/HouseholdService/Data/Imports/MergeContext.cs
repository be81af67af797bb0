using Npgsql;
using NpgsqlTypes;
using PovertyPlatform.Contracts;
using PovertyPlatform.ServiceDefaults.Access;

namespace PovertyPlatform.HouseholdService.Data.Imports;

/// <summary>What is the same for all chunks of an import.</summary>
public sealed record MergeContext
{
    /// <summary>The import.</summary>
    public required Guid JobId { get; init; }

    /// <summary>Where its rows are staged.</summary>
    public required StagingSlot Slot { get; init; }

    /// <summary>Province of the commune.</summary>
    public required string ProvinceCode { get; init; }

    /// <summary>The commune.</summary>
    public required string CommuneCode { get; init; }

    /// <summary>Urban or rural on the day of the review.</summary>
    public required AreaType AreaType { get; init; }

    /// <summary>Year whose list the review serves.</summary>
    public required int Year { get; init; }

    /// <summary>Standard whose form was filled in.</summary>
    public required string StandardCode { get; init; }

    /// <summary>Who sent the file.</summary>
    public required Actor Actor { get; init; }

    /// <summary>Some households of the file are in the registry already.</summary>
    public required bool HasKnown { get; init; }

    /// <summary>The statement's parameters for a range of households; see <see cref="MergeSql"/>.</summary>
    internal NpgsqlBatchCommand Command(string sql, int from, int to, DateTimeOffset now) => new(Slot.In(sql))
    {
        Parameters =
        {
            new NpgsqlParameter<int> { TypedValue = from },
            new NpgsqlParameter<int> { TypedValue = to },
            new NpgsqlParameter<string> { TypedValue = ProvinceCode, NpgsqlDbType = NpgsqlDbType.Text },
            new NpgsqlParameter<string> { TypedValue = CommuneCode, NpgsqlDbType = NpgsqlDbType.Text },
            new NpgsqlParameter<short> { TypedValue = (short)AreaType },
            new NpgsqlParameter<short> { TypedValue = (short)Year },
            new NpgsqlParameter<string> { TypedValue = StandardCode, NpgsqlDbType = NpgsqlDbType.Text },
            new NpgsqlParameter<Guid> { TypedValue = JobId },
            new NpgsqlParameter<DateTimeOffset> { TypedValue = now },
        },
    };
}
