using System.Text;
using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Npgsql;

namespace PovertyPlatform.IdentityService.Data;

/// <summary>Keeps the framework's keys for cookies and forms in the database, so that all instances share them, and sealed, so that a copy of the database opens no session.</summary>
internal sealed class ProtectionKeys(NpgsqlDataSource source, StorageKeys storage) : IXmlRepository
{
    private const string Purpose = "protection-key";

    public IReadOnlyCollection<XElement> GetAllElements()
    {
        using var command = source.CreateCommand("select name, document from protection_key");
        using var rows = command.ExecuteReader();
        var elements = new List<XElement>();
        while (rows.Read())
            elements.Add(XElement.Parse(Encoding.UTF8.GetString(storage.Open(Purpose, rows.GetString(0), rows.GetFieldValue<byte[]>(1)))));
        return elements;
    }

    public void StoreElement(XElement element, string friendlyName)
    {
        using var command = source.CreateCommand("insert into protection_key (name, document) values ($1, $2) on conflict (name) do update set document = excluded.document");
        command.Parameters.AddWithValue(friendlyName);
        command.Parameters.AddWithValue(storage.Seal(Purpose, friendlyName, Encoding.UTF8.GetBytes(element.ToString(SaveOptions.DisableFormatting))));
        command.ExecuteNonQuery();
    }
}
