using System.Net.Sockets;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace PovertyPlatform.Messaging.Consuming;

/// <summary>What a failure means for the event.</summary>
internal enum Failure
{
    /// <summary>Something it depends on has not arrived: park it.</summary>
    NotYet,

    /// <summary>The database does not answer: no event is to blame, wait for it.</summary>
    DatabaseAway,

    /// <summary>Another attempt may succeed: deadlock, serialisation, timeout, a row that somebody else just made or changed.</summary>
    Transient,

    /// <summary>It will fail again.</summary>
    Permanent,
}

internal static class Failures
{
    public static Failure Of(Exception exception)
    {
        for (var current = exception; current is not null; current = current.InnerException)
        {
            switch (current)
            {
                case NotYetException:
                    return Failure.NotYet;
                case PostgresException postgres:
                    return Of(postgres.SqlState);
                case DbUpdateConcurrencyException or TimeoutException or NpgsqlException { InnerException: TimeoutException }:
                    return Failure.Transient;
                case NpgsqlException or SocketException or EndOfStreamException:
                    return Failure.DatabaseAway;
            }
        }

        return Failure.Permanent;
    }

    /// <summary>What may be told about a failure outside the service: types and codes, never values.</summary>
    public static string Describe(Exception exception)
    {
        for (var current = exception; current is not null; current = current.InnerException)
            if (current is PostgresException postgres)
                return postgres.ConstraintName is { } constraint ? $"{postgres.SqlState} {constraint}" : postgres.SqlState;
            else if (current is NotYetException notYet)
                return notYet.Missing;
        return "";
    }

    /// <summary>A failure for the log: types, codes and places of the whole chain, without the messages, which may quote a person's data.</summary>
    public static string WithoutValues(Exception exception)
    {
        var text = new StringBuilder();
        for (var current = exception; current is not null; current = current.InnerException)
            text.Append(text.Length > 0 ? "\n caused by " : "").Append(current.GetType().FullName).Append(current is PostgresException ? $" {Describe(current)}" : "")
                .Append('\n').Append(current.StackTrace);
        return text.ToString();
    }

    private static Failure Of(string sqlState) => sqlState switch
    {
        "57P01" or "57P02" or "57P03" or "53300" or "3D000" => Failure.DatabaseAway,
        ['0', '8', ..] => Failure.DatabaseAway,
        "40001" or "40P01" or "55P03" or "57014" or "23505" => Failure.Transient,
        _ => Failure.Permanent,
    };
}
