using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using PovertyPlatform.HouseholdService.Domain.Lists;

namespace PovertyPlatform.HouseholdService.Data.Tables;

internal sealed class PovertyListTable : IEntityTypeConfiguration<PovertyList>
{
    public void Configure(EntityTypeBuilder<PovertyList> table)
    {
        table.ToTable("poverty_list");
        table.HasKey(row => row.Id);
        table.Property(row => row.Id).ValueGeneratedNever();
        table.Property(row => row.State).HasConversion(state => state == ListState.Draft ? "draft" : "recognised", text => text == "draft" ? ListState.Draft : ListState.Recognised);
        table.Property(row => row.RowVersion).IsRowVersion();
        table.HasOne<PovertyList>().WithMany().HasForeignKey(row => row.ReplacesListId);
    }
}
